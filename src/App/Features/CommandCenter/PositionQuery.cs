using System.Globalization;
using App.Core.Portfolios;
using Microsoft.AspNetCore.WebUtilities;

namespace App.Features.CommandCenter;

/// <summary>Which positions are shown, in which order, with which columns. Lives in the address, so that a view can be kept, shared and come back to.</summary>
/// <param name="Text">Words that all have to be in symbol, name, underlying or account; empty for all.</param>
/// <param name="Class">The class shown; null for all.</param>
/// <param name="WithClosed">Closed positions too.</param>
/// <param name="Sort">What to sort by.</param>
/// <param name="Descending">The largest first.</param>
/// <param name="Page">The page, from 1; beyond the last it is the last.</param>
public sealed record PositionQuery(
    string Text = "", InvestmentClass? Class = null, bool WithClosed = false, PositionColumn Sort = PositionColumn.Value, bool Descending = true, int Page = 1)
{
    /// <summary>Rows of a page.</summary>
    public const int PageSize = 50;

    /// <summary>Letters of <see cref="Text"/> at most.</summary>
    public const int MaxText = 100;

    /// <summary>The columns shown, and exported.</summary>
    public PositionColumns Columns { get; init; } = PositionColumns.Default;

    /// <summary>True when the risk has to be known to show this.</summary>
    public bool NeedsRisk => Columns.HaveRisk || ColumnFace.Of(Sort).IsRisk;

    /// <summary>The order as the address spells it: the column, with a minus for the largest first.</summary>
    public string SortCode => (Descending ? "-" : "") + ColumnFace.Of(Sort).Code;

    /// <summary>True when rows may be left out that are there by default.</summary>
    public bool IsFiltered => Text.Length > 0 || Class is not null;

    /// <summary>Reads the address. What cannot be read counts as not given: an address is typed and cut by people.</summary>
    public static PositionQuery Parse(string? text, string? investmentClass, string? closed, string? sort, string? columns, string? page)
    {
        var (name, descending) = sort is ['-', .. var rest] ? (rest, true) : (sort, false);
        var known = ColumnFace.TryParse(name, out var by);
        return new PositionQuery(
            Cut(text),
            Codes.InvestmentClasses.TryParse(investmentClass, out var one) ? one : null,
            closed is "true" or "1",
            known ? by : PositionColumn.Value,
            !known || descending,
            int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : 1)
        {
            Columns = PositionColumns.Parse(columns),
        };
    }

    /// <summary>Reads what <see cref="ToQuery"/> has written, or an earlier version of it.</summary>
    public static PositionQuery FromQuery(string query)
    {
        var parts = QueryHelpers.ParseQuery(query);
        return Parse(Of("q"), Of("class"), Of("closed"), Of("sort"), Of("cols"), null);

        string? Of(string name) => parts.TryGetValue(name, out var value) ? value.ToString() : null;
    }

    /// <summary>The view as it is saved: the parts of the address without the page.</summary>
    public string ToQuery() => CenterQuery.QueryOf((this with { Page = 1 }).Parts());

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

        if ((Sort, Descending) != (PositionColumn.Value, true))
        {
            yield return ("sort", SortCode);
        }

        if (!Columns.IsDefault)
        {
            yield return ("cols", Columns.ToCodes());
        }

        if (Page > 1)
        {
            yield return ("page", Page.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Sorted by another column: words upward first, figures the largest first; by the same one again the other way round.</summary>
    public PositionQuery By(PositionColumn sort) => this with
    {
        Sort = sort,
        Descending = sort == Sort ? !Descending : !ColumnFace.Of(sort).BeginsUpward,
        Page = 1,
    };

    /// <summary>Filtered by other words.</summary>
    public PositionQuery For(string? text) => this with { Text = Cut(text), Page = 1 };

    private static string Cut(string? text) => text?.Trim() is not { } trimmed ? "" : trimmed.Length <= MaxText ? trimmed : trimmed[..MaxText];
}
