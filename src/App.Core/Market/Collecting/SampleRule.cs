namespace App.Core.Market.Collecting;

/// <summary>Keeps what is invented and what is real apart: a series is of one kind from its first day to its last.</summary>
/// <remarks>A source that invents is not asked of a symbol that has real prices. The first real prices of a symbol that has invented ones take their place, all of it at once.</remarks>
internal static class SampleRule
{
    /// <summary>Why a source that invents gave nothing of a symbol with real prices.</summary>
    public const string NotAsked = "is not asked, for invented prices never go on from real ones";

    /// <summary>True when the source may be asked of the symbol.</summary>
    public static bool MayAsk(IMarketDataSource source, Security entry) => !source.IsSample || entry.IsSample || entry.Bars == 0;

    /// <summary>True when the source's prices take the place of what is stored.</summary>
    public static bool Replaces(IMarketDataSource source, Security entry) => !source.IsSample && entry is { IsSample: true, Bars: > 0 };

    /// <summary>Empties an entry of all that was learned while its prices were invented: what is known of days, answers, profile and figures. The claim stays.</summary>
    public static void Forget(Security entry)
    {
        (entry.Name, entry.Sector, entry.Industry, entry.Exchange, entry.Kind, entry.Currency) = (null, null, null, null, null, null);
        (entry.Beta, entry.DividendYield, entry.ProfiledAt, entry.FundamentalsAt) = (null, null, null, null);
        (entry.PricesFrom, entry.PricesTo, entry.FirstBar, entry.LastBar, entry.Bars) = (null, null, null, null, 0);
        (entry.AnsweredAt, entry.AnsweredBy, entry.HolesAskedAt, entry.HolesLeft, entry.HoleTries, entry.UnavailableAt) = (null, null, null, 0, 0, null);
        entry.FiguresSource = null;
        OpenHead.Write(entry, null);
        OpenActions.Write(entry, null);
    }
}
