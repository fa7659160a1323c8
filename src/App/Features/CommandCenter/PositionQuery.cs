using System.Globalization;
using App.Core.Portfolios;

namespace App.Features.CommandCenter;

/// <summary>What the grid can be sorted by.</summary>
public enum PositionSort
{
    Position,
    Class,
    Side,
    Quantity,
    Price,
    Value,
    Weight,
    Day,
    Pnl,
    Cost,
    Entered,
}

/// <summary>Which positions are shown, in which order. Lives in the address, so that a view can be kept, shared and come back to.</summary>
/// <param name="Text">Words that all have to be in symbol, name, underlying or account; empty for all.</param>
/// <param name="Class">The class shown; null for all.</param>
/// <param name="WithClosed">Closed positions too.</param>
/// <param name="Sort">What to sort by.</param>
/// <param name="Descending">The largest first.</param>
/// <param name="Page">The page, from 1; beyond the last it is the last.</param>
public sealed record PositionQuery(
    string Text = "", InvestmentClass? Class = null, bool WithClosed = false, PositionSort Sort = PositionSort.Value, bool Descending = true, int Page = 1)
{
    /// <summary>Rows of a page.</summary>
    public const int PageSize = 50;

    /// <summary>Letters of <see cref="Text"/> at most.</summary>
    public const int MaxText = 100;

    /// <summary>True when rows may be left out that are there by default.</summary>
    public bool IsFiltered => Text.Length > 0 || Class is not null;

    /// <summary>Reads the address. What cannot be read counts as not given: an address is typed and cut by people.</summary>
    public static PositionQuery Parse(string? text, string? investmentClass, string? closed, string? sort, string? page)
    {
        var (name, descending) = sort is ['-', .. var rest] ? (rest, true) : (sort, false);
        var known = Enum.TryParse<PositionSort>(name, ignoreCase: true, out var by) && Enum.IsDefined(by) && !char.IsAsciiDigit(name![0]);
        return new PositionQuery(
            Cut(text),
            Codes.InvestmentClasses.TryParse(investmentClass, out var one) ? one : null,
            closed is "true" or "1",
            known ? by : PositionSort.Value,
            !known || descending,
            int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : 1);
    }

    /// <summary>The parts of the address, what is as by default left out.</summary>
    public IEnumerable<(string Name, string Value)> Parts()
    {
        if (Text.Length > 0)
        {
            yield return ("q", Text);
        }

        if (Class is { } one)
        {
            yield return ("class", Codes.InvestmentClasses.NameOf(one).ToLowerInvariant());
        }

        if (WithClosed)
        {
            yield return ("closed", "true");
        }

        if ((Sort, Descending) != (PositionSort.Value, true))
        {
            yield return ("sort", (Descending ? "-" : "") + Sort.ToString().ToLowerInvariant());
        }

        if (Page > 1)
        {
            yield return ("page", Page.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Sorted by another column: words upward first, figures the largest first; by the same one again the other way round.</summary>
    public PositionQuery By(PositionSort sort) => this with
    {
        Sort = sort,
        Descending = sort == Sort ? !Descending : sort > PositionSort.Side,
        Page = 1,
    };

    /// <summary>Filtered by other words.</summary>
    public PositionQuery For(string? text) => this with { Text = Cut(text), Page = 1 };

    private static string Cut(string? text) => text?.Trim() is not { } trimmed ? "" : trimmed.Length <= MaxText ? trimmed : trimmed[..MaxText];
}
