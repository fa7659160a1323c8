using System.Globalization;

namespace App.Core.Market.Collecting;

/// <summary>Days before the first stored one that a source has kept silent about, though one preferred to it answered.</summary>
/// <param name="From">The first of them.</param>
/// <param name="After">The place, among the sources, of the last one that has answered for them.</param>
/// <param name="NotBefore">When the others are asked again; to the second.</param>
internal sealed record OpenHead(DateOnly From, int After, DateTimeOffset NotBefore);

/// <summary>Stored days whose prices came from a source that tells no splits and dividends, and of which no other has told any yet.</summary>
/// <param name="From">The first of them.</param>
/// <param name="To">The last of them.</param>
internal sealed record OpenActions(DateOnly From, DateOnly To)
{
    /// <summary>How often the sources that tell them have answered in vain.</summary>
    public int Tries { get; init; }

    /// <summary>When they are asked (again); null for at once. To the second.</summary>
    public DateTimeOffset? NotBefore { get; init; }
}

/// <summary>What an entry remembers of those who were asked: their names, what is still to be asked of them, and who told the fundamentals.</summary>
/// <remarks>
/// Kept as one text in <see cref="Security.AnsweredBy"/>: the names, and after them, each behind a blank, the rest: <c>Yahoo,Stooq head:20251117:0:1795896000
/// actions:20261102:20261120:1:1795978800 figures:Yahoo</c>. What cannot be read is taken for not there.
/// </remarks>
/// <param name="Sources">The names of the sources, in order; null when none were asked.</param>
internal sealed record AnswerNote(string? Sources)
{
    private const string Days = "yyyyMMdd";

    /// <summary>Earlier days to be asked for again; null when all sources have answered for them.</summary>
    public OpenHead? Head { get; init; }

    /// <summary>Days whose splits and dividends are unknown; null when there are none.</summary>
    public OpenActions? Actions { get; init; }

    /// <summary>The source that the stored fundamentals are from; null when there are none, or they came before it was kept.</summary>
    public string? Figures { get; init; }

    /// <summary>What is written in an entry.</summary>
    public string? Text
    {
        get
        {
            var head = Head is null ? null : string.Create(CultureInfo.InvariantCulture, $" head:{Head.From:yyyyMMdd}:{Head.After}:{Head.NotBefore.ToUnixTimeSeconds()}");
            var actions = Actions is null
                ? null
                : string.Create(CultureInfo.InvariantCulture, $" actions:{Actions.From:yyyyMMdd}:{Actions.To:yyyyMMdd}:{Actions.Tries}:{Actions.NotBefore?.ToUnixTimeSeconds() ?? 0}");
            var figures = Figures is null ? null : $" figures:{Figures}";
            return head is null && actions is null && figures is null ? Sources : $"{Sources}{head}{actions}{figures}";
        }
    }

    /// <summary>Reads what is written in an entry.</summary>
    public static AnswerNote Of(Security entry)
    {
        if (entry.AnsweredBy is not { } text || !text.Contains(' ', StringComparison.Ordinal))
        {
            return new AnswerNote(entry.AnsweredBy);
        }

        var parts = text.Split(' ');
        var note = new AnswerNote(parts[0].Length == 0 ? null : parts[0]);
        foreach (var part in parts.Skip(1).Select(part => part.Split(':')))
        {
            note = part switch
            {
                ["head", var from, var after, var at] when DayOf(from) is { } day && NumberOf(after) is { } place && TimeOf(at) is { } time =>
                    note with { Head = new OpenHead(day, (int)place, time) },
                ["actions", var from, var to, var tries, var at] when DayOf(from) is { } first && DayOf(to) is { } last && NumberOf(tries) is { } count && TimeOf(at) is { } time =>
                    note with { Actions = new OpenActions(first, last) { Tries = (int)count, NotBefore = time == DateTimeOffset.UnixEpoch ? null : time } },
                ["figures", { Length: > 0 } source] => note with { Figures = source },
                _ => note,
            };
        }

        return note;
    }

    private static DateOnly? DayOf(string text) => DateOnly.TryParseExact(text, Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static long? NumberOf(string text) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static DateTimeOffset? TimeOf(string text) => uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
}
