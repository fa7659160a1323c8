using Support;

namespace UnitTests.Risk.Formulas;

/// <summary>The simple returns of the reference panel; the first is of its second day. A test that asks for them is skipped when the panel is not there.</summary>
internal static class PanelReturns
{
    private static IReadOnlyList<ReferenceRow> Rows => field ??= ReferenceData.Rows("market/panel_20stocks_6etfs_2014_2022.csv");

    /// <summary>Those of a symbol.</summary>
    public static double[] Of(string symbol) => [.. Rows.Zip(Rows.Skip(1)).Select(pair => pair.Second.Double(symbol) / pair.First.Double(symbol) - 1)];

    /// <summary>Those of a symbol less those of another, session by session.</summary>
    public static double[] Spread(string symbol, string less) => [.. Of(symbol).Zip(Of(less), (one, other) => one - other)];

    /// <summary>Where a window lies, both days included.</summary>
    public static (int From, int Count) Window(string first, string last)
    {
        var dates = Rows.Select(row => row[""]).ToList();
        return (dates.IndexOf(first) - 1, dates.IndexOf(last) - dates.IndexOf(first) + 1);
    }
}
