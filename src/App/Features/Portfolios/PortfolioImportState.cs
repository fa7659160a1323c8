using System.Collections.Immutable;
using App.Core.Batches;
using App.Core.Portfolios;
using App.Core.Results;

namespace App.Features.Portfolios;

/// <summary>Where the import of a list of portfolios is, from the empty field to the portfolios made.</summary>
/// <remarks><c>writing → reviewing → creating → created</c>, and back. Immutable; only <see cref="PortfolioImportTransitions"/> makes one from another.</remarks>
public abstract record PortfolioImportState
{
    private PortfolioImportState()
    {
    }

    /// <summary>The rows that are shown, also while they are being made; null before there are any and afterwards.</summary>
    public Reviewing? Review => this switch
    {
        Reviewing review => review,
        Creating creating => creating.Before,
        _ => null,
    };

    /// <summary>The text waits to be pasted, or a file to be chosen.</summary>
    /// <param name="Text">What the field begins with; what is typed into it stays in the browser until it is read.</param>
    /// <param name="Errors">Why what was last read is no list.</param>
    /// <param name="IsReading">True while it is being read.</param>
    public sealed record Writing(string Text, IReadOnlyList<Error> Errors, bool IsReading = false) : PortfolioImportState
    {
        /// <summary>The field as it is first shown.</summary>
        public static Writing Fresh { get; } = new(string.Empty, []);
    }

    /// <summary>The list was read: what would be made of it, to be mended and confirmed. Nothing is stored yet.</summary>
    /// <param name="Text">The text it was read from.</param>
    /// <param name="Sheet">The list as it was read.</param>
    /// <param name="Rows">The list as it is now.</param>
    /// <param name="LeftOut">The lines of rows that are not to be made.</param>
    /// <param name="Checked">What is wrong with the others.</param>
    /// <param name="IsChecking">True while that is of rows as they were before the last change.</param>
    /// <param name="Only">The lines that are shown; null for all.</param>
    /// <param name="Errors">Why an attempt to make them did not succeed.</param>
    public sealed record Reviewing(
        string Text,
        PortfolioSheet Sheet,
        ImmutableList<PortfolioRow> Rows,
        ImmutableHashSet<int> LeftOut,
        PortfolioPreview Checked,
        bool IsChecking,
        ImmutableHashSet<int>? Only,
        IReadOnlyList<Error> Errors) : PortfolioImportState
    {
        /// <summary>The rows that are to be made.</summary>
        public IReadOnlyList<PortfolioRow> Kept => [.. Rows.Where(row => !LeftOut.Contains(row.Line))];

        /// <summary>The columns that are shown: the usual ones, and others that the list has.</summary>
        public IReadOnlyList<PortfolioColumn> Columns => [.. PortfolioColumns.All.Where(column => PortfolioColumns.Usual.Contains(column) || Sheet.Columns.Contains(column))];

        /// <summary>True when every row that is to be made can be.</summary>
        public bool CanCreate => !IsChecking && Checked is { Rows.Count: > 0, Faulty: 0 };

        /// <summary>What is wrong with a row; nothing with one that is left out.</summary>
        public IReadOnlyList<Error> FaultsOf(PortfolioRow row) => LeftOut.Contains(row.Line) ? [] : Checked.Rows.FirstOrDefault(each => each.Row.Line == row.Line)?.Faults ?? [];

        /// <summary>The list in words to go on with elsewhere: the text, or once it was mended the rows.</summary>
        public string ToText() => Rows.SequenceEqual(Sheet.Rows) ? Text : PortfolioList.Write(Columns, Rows);
    }

    /// <summary>The portfolios are being made, in one transaction.</summary>
    public sealed record Creating(Reviewing Before) : PortfolioImportState;

    /// <summary>They are made.</summary>
    /// <param name="Portfolios">In the order of the list.</param>
    /// <param name="LeftOut">How many rows were left out.</param>
    public sealed record Created(IReadOnlyList<Portfolio> Portfolios, int LeftOut) : PortfolioImportState;
}

/// <summary>What can happen to such an import.</summary>
public abstract record PortfolioImportEvent
{
    private PortfolioImportEvent()
    {
    }

    /// <summary>A text or a file is to be read.</summary>
    public sealed record ReadWanted : PortfolioImportEvent;

    /// <summary>It is no list.</summary>
    /// <param name="Text">The text, where there is one; null leaves the field as it is.</param>
    /// <param name="Errors">Why.</param>
    public sealed record ReadRefused(string? Text, IReadOnlyList<Error> Errors) : PortfolioImportEvent;

    /// <summary>It is a list.</summary>
    public sealed record ListRead(string Text, PortfolioSheet Sheet, PortfolioPreview Checked) : PortfolioImportEvent;

    /// <summary>A cell was changed.</summary>
    public sealed record CellEdited(int Line, PortfolioColumn Column, string Text) : PortfolioImportEvent;

    /// <summary>A row is to be left out, or taken in again.</summary>
    public sealed record RowToggled(int Line) : PortfolioImportEvent;

    /// <summary>The rows that are in the way of the others are to be left out.</summary>
    public sealed record FaultyLeftOut : PortfolioImportEvent;

    /// <summary>Only the rows at fault are to be shown, or all again.</summary>
    public sealed record FilterToggled : PortfolioImportEvent;

    /// <summary>Rows were checked.</summary>
    /// <param name="Rows">All rows, by which a late answer is told.</param>
    /// <param name="LeftOut">As they were then.</param>
    /// <param name="Checked">What is wrong with them.</param>
    public sealed record Rechecked(ImmutableList<PortfolioRow> Rows, ImmutableHashSet<int> LeftOut, PortfolioPreview Checked) : PortfolioImportEvent;

    /// <summary>The text is to be changed.</summary>
    public sealed record TextWanted : PortfolioImportEvent;

    /// <summary>The portfolios are to be made.</summary>
    public sealed record CreateWanted : PortfolioImportEvent;

    /// <summary>They are made.</summary>
    public sealed record Made(IReadOnlyList<Portfolio> Portfolios) : PortfolioImportEvent;

    /// <summary>They are not made, none of them.</summary>
    public sealed record Refused(IReadOnlyList<Error> Errors) : PortfolioImportEvent;

    /// <summary>Another list is to be imported.</summary>
    public sealed record StartedOver : PortfolioImportEvent;
}
