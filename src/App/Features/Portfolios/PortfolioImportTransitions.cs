using App.Core.Batches;
using static App.Features.Portfolios.PortfolioImportEvent;
using static App.Features.Portfolios.PortfolioImportState;

namespace App.Features.Portfolios;

/// <summary>How the import of a list goes from state to state. An event that a state has no use for leaves it as it is: a second click, a late answer.</summary>
internal static class PortfolioImportTransitions
{
    /// <summary>The state after something has happened; the same object when nothing comes of it.</summary>
    public static PortfolioImportState Next(PortfolioImportState state, PortfolioImportEvent happened) => (state, happened) switch
    {
        (Writing { IsReading: false } writing, ReadWanted) => writing with { IsReading = true, Errors = [] },
        (Writing { IsReading: true } writing, ReadRefused refused) => new Writing(refused.Text ?? writing.Text, refused.Errors),
        (Writing { IsReading: true }, ListRead read) => new Reviewing(read.Text, read.Sheet, [.. read.Sheet.Rows], [], read.Checked, false, null, []),
        (Reviewing review, _) => Next(review, happened),
        (Creating creating, Made made) => new Created(made.Portfolios, creating.Before.LeftOut.Count),

        // What was in the way is shown at its cell.
        (Creating creating, Refused refused) => creating.Before with { Errors = refused.Errors, IsChecking = true },
        (Created, StartedOver) => Writing.Fresh,
        _ => state,
    };

    private static PortfolioImportState Next(Reviewing review, PortfolioImportEvent happened) => happened switch
    {
        CellEdited edited when review.Rows.Find(row => row.Line == edited.Line) is { } row && (row[edited.Column] != edited.Text || row.Unread.Any(fault => fault.Field == edited.Column.Field())) =>
            Changed(review with { Rows = review.Rows.Replace(row, row.With(edited.Column, edited.Text)) }),
        RowToggled toggled when review.Rows.Exists(row => row.Line == toggled.Line) =>
            Changed(review with { LeftOut = review.LeftOut.Contains(toggled.Line) ? review.LeftOut.Remove(toggled.Line) : review.LeftOut.Add(toggled.Line) }),

        // What is known of rows as they were before tells nothing of what to leave out now.
        FaultyLeftOut when review is { IsChecking: false, Checked.Faulty: > 0 } =>
            Changed(review with { LeftOut = review.LeftOut.Union(review.Checked.Superfluous.Select(row => row.Line)) }),

        // A row that is mended stays: who is typing in it is not done.
        FilterToggled => review with { Only = review.Only is null ? [.. review.Checked.Rows.Where(row => row.Faults.Count > 0).Select(row => row.Row.Line)] : null },
        Rechecked done when ReferenceEquals(done.Rows, review.Rows) && ReferenceEquals(done.LeftOut, review.LeftOut) => review with { Checked = done.Checked, IsChecking = false },
        Refused refused => review with { Errors = refused.Errors },
        TextWanted => new Writing(review.ToText(), []),
        CreateWanted when review.CanCreate => new Creating(review with { Errors = [] }),
        _ => review,
    };

    private static Reviewing Changed(Reviewing review) => review with { IsChecking = true, Errors = [] };
}
