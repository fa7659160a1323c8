using App.Core.Risk;

namespace App.Features.CommandCenter.Risk;

/// <summary>Finds figures and tables in the risk of a book. What is not there is null: the cards say so.</summary>
internal static class RiskReading
{
    /// <summary>A figure of the whole book; of an analytic that failed an unknown one with the fault.</summary>
    public static RiskFigure? Figure(this BookRisk? risk, string analytic, string name) => risk?.Find(analytic) is not { } result ? null
        : result.Figures.GetValueOrDefault(name) ?? (result.Fault is { } fault ? RiskFigure.Unknown("ratio", fault) : null);

    /// <summary>A table of an analytic.</summary>
    public static RiskTable? Table(this BookRisk? risk, string analytic, string table) => risk?.Find(analytic)?.Tables.FirstOrDefault(one => one.Id == table);

    /// <summary>The figure of a row.</summary>
    public static RiskFigure? Figure(this RiskRow row, string name) => row.Figures.GetValueOrDefault(name);

    /// <summary>The value of a column in a row; null when there is none.</summary>
    public static double? Value(this RiskTable table, RiskTableRow row, string column)
    {
        var index = table.Columns.IndexOf(column);
        return index < 0 || index >= row.Values.Count ? null : row.Values[index];
    }

    private static int IndexOf(this IReadOnlyList<string> columns, string column)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i] == column)
            {
                return i;
            }
        }

        return -1;
    }
}
