namespace App.Core.Market.Sample;

/// <summary>When the sample market's securities go ex dividend, and what that does to close and adjusted close.</summary>
/// <remarks>
/// Every security pays a quarter of its annual yield four times a year, going ex on the first session from the 15th of the month, in one of
/// three cycles of months. The close falls by that fraction on the ex day. The adjusted close is close × Π(1 − yield/4) over the ex days still
/// to come until the calendar's end, as if read on its last day: it is never re-based, so what was stored once stays right.
/// </remarks>
internal static class SampleDividends
{
    private const int Cycles = 3;
    private const int ExDay = 15;

    private static readonly sbyte[] CycleOfSession = CyclesOfSessions();
    private static readonly short[][] ExDaysAfter = [.. Enumerable.Range(0, Cycles).Select(CountAfter)];

    /// <summary>The cycle of months that a security pays in, 0 to 2.</summary>
    public static int CycleOf(SampleSecurity security) => (int)(SampleNoise.Derive(security.Seed, 2) % Cycles);

    /// <summary>What one dividend leaves of the price, as a fraction.</summary>
    public static double Keep(SampleSecurity security) => 1 - security.DividendYield / 4;

    /// <summary>True when a security of that cycle goes ex on the session.</summary>
    public static bool IsExDay(int session, int cycle) => CycleOfSession[session] == cycle;

    /// <summary>Adjusted close over close on a session.</summary>
    public static double AdjustmentAt(int session, int cycle, double keep)
    {
        var factor = 1.0;
        for (var remaining = ExDaysAfter[cycle][session]; remaining > 0; remaining--)
        {
            factor *= keep;
        }

        return factor;
    }

    /// <summary>The dividends that a security goes ex on the sessions from index <paramref name="first"/> to <paramref name="last"/>, in hundredths of a cent.</summary>
    public static CorporateAction[] Of(SampleSecurity security, int first, int last)
    {
        var (cycle, share) = (CycleOf(security), 1 - Keep(security));
        if (security.IsCash || !(share > 0))
        {
            return [];
        }

        var before = Math.Max(first - 1, 0);
        var closes = SamplePath.Closes(security, before, last);
        List<CorporateAction> actions = [];
        for (var session = before + 1; session <= last; session++)
        {
            if (IsExDay(session, cycle) && Math.Round((decimal)(closes[session - 1 - before] * share), 4) is var amount and > 0)
            {
                actions.Add(new CorporateAction(TradingCalendar.Nyse.All[session], CorporateActionKind.Dividend, amount));
            }
        }

        return [.. actions];
    }

    private static sbyte[] CyclesOfSessions()
    {
        var sessions = TradingCalendar.Nyse.All;
        var cycles = new sbyte[sessions.Length];
        for (var session = 0; session < cycles.Length; session++)
        {
            var date = sessions[session];
            var isFirst = date.Day >= ExDay && (session == 0 || sessions[session - 1].Month != date.Month || sessions[session - 1].Day < ExDay);
            cycles[session] = isFirst ? (sbyte)(date.Month % Cycles) : (sbyte)-1;
        }

        return cycles;
    }

    private static short[] CountAfter(int cycle)
    {
        var counts = new short[CycleOfSession.Length];
        for (var session = counts.Length - 2; session >= 0; session--)
        {
            counts[session] = (short)(counts[session + 1] + (CycleOfSession[session + 1] == cycle ? 1 : 0));
        }

        return counts;
    }
}
