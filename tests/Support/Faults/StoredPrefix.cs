using System.Globalization;

namespace App.Testing;

/// <summary>Whether what an interrupted calculation has left is a beginning of what it would have stored, and nothing of it half.</summary>
public static class StoredPrefix
{
    /// <summary>What is wrong with it; null when nothing is.</summary>
    /// <param name="results">What is stored, of portfolios that had no snapshots before.</param>
    /// <param name="whole">What an unbroken calculation stores.</param>
    public static string? HalfWritten(this StoredResults results, StoredResults whole)
    {
        ArgumentNullException.ThrowIfNull(results);
        ArgumentNullException.ThrowIfNull(whole);
        var (snapshots, values) = (Complete(results), results["position_values"].ToLookup(row => row["portfolio_id"]));
        var (reports, allReports) = (results["risk_reports"].ToLookup(row => row["portfolio_id"]), whole["risk_reports"].ToHashSet());
        var (allSnapshots, allValues) = (Complete(whole), whole["position_values"].ToLookup(row => row["portfolio_id"]));
        foreach (var portfolio in results["portfolios"])
        {
            var id = portfolio["id"];
            if (!snapshots[id].SequenceEqual(allSnapshots[id].Take(snapshots[id].Count())))
            {
                return $"The snapshots of {id} are not the first of the chain.";
            }

            var equity = Number(snapshots[id].LastOrDefault()?["equity"] ?? portfolio["equity_balance"]);
            if (Number(portfolio["net_asset_value"]) != equity)
            {
                return $"The equity of {id} is {portfolio["net_asset_value"]}, that of its newest snapshot {equity}.";
            }

            if (values[id].Any() && (!values[id].SequenceEqual(allValues[id]) || snapshots[id].Count() < allSnapshots[id].Count()))
            {
                return $"The position values of {id} are not all there, or were stored before the snapshots.";
            }

            if (HalfWritten(reports[id], allReports, snapshots[id], isValued: values[id].SequenceEqual(allValues[id]), allSnapshots[id].Last()["session"]) is { } risk)
            {
                return $"The risk figures of {id} {risk}.";
            }
        }

        var bars = whole["price_bars"].ToHashSet();
        return results["price_bars"].FirstOrDefault(row => !bars.Contains(row)) is { } strange ? $"The price {strange} is of no source." : null;
    }

    // A report is one row, so it is whole or not there; those of the run's session come after the values of its positions, those of earlier ones after their snapshots.
    private static string? HalfWritten(IEnumerable<StoredRow> reports, HashSet<StoredRow> all, IEnumerable<StoredRow> snapshots, bool isValued, string newest)
    {
        var known = snapshots.Select(snapshot => snapshot["session"]).ToHashSet();
        foreach (var report in reports)
        {
            var session = report["session"];
            if (!all.Contains(report))
            {
                return $"at {session} are not those of an unbroken calculation";
            }

            if (!known.Contains(session) || (session == newest && !isValued))
            {
                return $"at {session} were stored before what they are of";
            }
        }

        return null;
    }

    private static ILookup<string, StoredRow> Complete(StoredResults results) =>
        results["portfolio_snapshots"].Where(row => row["is_complete"] is "1" or "True").ToLookup(row => row["portfolio_id"]);

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
