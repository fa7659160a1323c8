using System.Text.RegularExpressions;

namespace App.Core.Imports.Brokers;

/// <summary>How sure a layout is that a file is of its making, and why.</summary>
/// <param name="Score">0 for not at all, 100 for certain.</param>
/// <param name="Reasons">What it was told by, in words for the user.</param>
public sealed record Recognition(int Score, IReadOnlyList<string> Reasons)
{
    /// <summary>Not this one.</summary>
    public static Recognition None { get; } = new(0, []);
}

/// <summary>A broker's table of positions: what it is known by, and where it differs from every other table of positions.</summary>
/// <remarks>Stateless. What most brokers have in common is in <see cref="PositionsReader"/>; a layout states only its own.</remarks>
internal abstract partial class PositionsLayout
{
    /// <summary>The stable id in snake_case.</summary>
    public abstract string Id { get; }

    /// <summary>Whose file it is.</summary>
    public abstract string Broker { get; }

    /// <summary>What the file is called in words.</summary>
    public virtual string Title => $"{Broker} positions";

    /// <summary>True when the user may choose the columns; false for files of several tables, each with titles of its own.</summary>
    public virtual bool TakesColumns => true;

    /// <summary>True for a plan administrator's file: every account in it is a workplace plan's.</summary>
    public virtual bool IsPlan => false;

    /// <summary>The account of a file that names none.</summary>
    public virtual AccountLabel Unnamed => AccountLabel.None;

    /// <summary>How sure it is.</summary>
    public abstract Recognition Recognise(BrokerSheet sheet);

    /// <summary>The field that a title names.</summary>
    public virtual PositionField? Find(string title) => ColumnDictionary.Find(title);

    /// <summary>The account that a row outside the table names; null when it names none.</summary>
    public virtual AccountLabel? AccountIn(IReadOnlyList<string> cells) => null;

    /// <summary>The account and its total, where a table of accounts stands above the positions.</summary>
    public virtual (AccountLabel Account, decimal? Total)? AccountSummaryIn(IReadOnlyList<string> titles, IReadOnlyList<string> cells) => null;

    /// <summary>The day of the figures, in a row outside the table; null when it says nothing of it.</summary>
    public virtual DateOnly? AsOfIn(IReadOnlyList<string> cells) => FileDate.OfStatement(string.Join(", ", cells.Where(cell => !string.IsNullOrWhiteSpace(cell)).Take(4)));

    /// <summary>The day on which a lot was bought, when the row is a lot of the position above it.</summary>
    public virtual DateOnly? LotIn(ColumnMap map, IReadOnlyList<string> cells) => null;

    /// <summary>What is known of a data row in this layout alone; null for the common rules.</summary>
    public virtual (UnreadKind Kind, string Reason)? PassOver(ColumnMap map, IReadOnlyList<string> cells) => null;

    /// <summary>Walks the rows.</summary>
    /// <param name="sheet">The file.</param>
    /// <param name="given">The columns as the user mapped them; null to go by the header.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public virtual BrokerTable Read(BrokerSheet sheet, ColumnMap? given, CancellationToken cancellationToken) => new PositionsReader(this, sheet).Read(given, cancellationToken);

    /// <summary>The titles of the first header of positions in the file; null when there is none.</summary>
    internal TableRow? HeaderOf(BrokerSheet sheet) => sheet.Sample.FirstOrDefault(row => Headers.KindOf(row.Cells, Find) == HeaderKind.Positions);

    /// <summary>How many of the titles a header has, compared by letters and digits.</summary>
    protected static int CountTitles(TableRow header, params string[] titles)
    {
        var keys = header.Cells.Select(Csv.HeaderName.KeyOf).ToHashSet(StringComparer.Ordinal);
        return titles.Count(title => keys.Contains(Csv.HeaderName.KeyOf(title)));
    }

    /// <summary>An account's name with its number at the end, as <c>Roth IRA …0000</c>, <c>Individual XXXX-1234</c>, <c>Joint -0000</c>.</summary>
    protected static AccountLabel LabelOf(string text)
    {
        var label = BrokerEntries.Clip(text.Trim());
        var match = TrailingNumber().Match(label);
        return match.Success ? new(match.Groups["number"].Value.Trim(), match.Groups["name"].Value.Trim()) : new("", label);
    }

    [GeneratedRegex(@"^(?<name>.*?)[\s\-–:(]*(?<number>(?:\.{2,}|…|x{2,}[-\s]?|X{2,}[-\s]?|\*{2,}|#)\s*[\dA-Z\-]{2,}|[-\s]\d{3,}|[A-Z]{0,2}\d{4,}[\d\-]*)\)?$", RegexOptions.CultureInvariant)]
    private static partial Regex TrailingNumber();
}
