using System.Text;
using App.Core.Imports.Brokers;
using App.Core.Imports.Csv;

namespace UnitTests.Imports.Brokers.Fixtures;

/// <summary>Every file of the fixtures, and how they are read.</summary>
internal static class BrokerFiles
{
    public static readonly DateOnly Today = new(2026, 11, 21);

    /// <summary>By name; the name is the file's.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["schwab2023.csv"] = SchwabFiles.Year2023,
        ["schwab2025.csv"] = SchwabFiles.Year2025Accounts,
        ["schwab2026.csv"] = SchwabFiles.Year2026,
        ["schwabSameEnding.csv"] = SchwabFiles.SameEnding,
        ["fidelity14.csv"] = FidelityFiles.Columns14,
        ["fidelity16.csv"] = FidelityFiles.Columns16,
        ["fidelity16bom.csv"] = FidelityFiles.Columns16BomCrlf,
        ["fidelity17.csv"] = FidelityFiles.Columns17,
        ["fidelity401k.csv"] = FidelityFiles.Plan401K,
        ["fidelityStatement.csv"] = FidelityFiles.Statement,
        ["fidelityTrader.csv"] = FidelityFiles.Trader,
        ["fidelityTraderWide.csv"] = FidelityFiles.TraderWide,
        ["OfxDownload.csv"] = VanguardFiles.OfxDownload,
        ["merrill.csv"] = MerrillFiles.Holdings,
        ["etradeLots.csv"] = EtradeFiles.Lots,
        ["etradeMixed.csv"] = EtradeFiles.Mixed,
        ["ibkr.csv"] = InteractiveBrokersFiles.OpenPositions,
        ["ibkrLong.csv"] = InteractiveBrokersFiles.LongOpenPositions,
        ["flex.csv"] = InteractiveBrokersFiles.Flex,
        ["flexMarks.csv"] = InteractiveBrokersFiles.FlexMarks,
        ["flexLots.csv"] = InteractiveBrokersFiles.FlexLotsAlone,
        ["plan.csv"] = OtherFiles.Plan,
        ["planBalances.csv"] = OtherFiles.PlanBalances,
        ["tsp.csv"] = OtherFiles.ThriftSavings,
        ["simple.csv"] = OtherFiles.Simple,
    };

    /// <summary>Numbers of accounts that stand in the files in full.</summary>
    public static IReadOnlyList<string> AccountNumbers { get; } = ["Z90817263", "Y55566677", "60504030", "7QZ-45678", "7QZ-99887", "U7654321", "U1234987", "98765"];

    /// <summary>Reads a text as an uploaded file; null when no layout knows it.</summary>
    public static BrokerReading? TryRead(string text, string name = "positions.csv", ColumnChoice? columns = null) =>
        BrokerImport.Read(BrokerSheet.Of(TextDecoder.Decode(Encoding.UTF8.GetBytes(text)).Value, name), name, new BrokerImportOptions { Today = Today, Columns = columns }, CancellationToken.None);

    /// <summary>Reads a text that some layout must know.</summary>
    public static BrokerReading Read(string text, string name = "positions.csv") => TryRead(text, name) ?? throw new InvalidOperationException($"{name} is not recognised.");

    /// <summary>Every account on a line, then its positions.</summary>
    public static IReadOnlyList<string> Describe(this BrokerReading reading) => [.. reading.Accounts.SelectMany(account => account.Positions.Select(Describe).Prepend(Describe(account)))];

    /// <summary>Every unread row by line and kind.</summary>
    public static string DescribeUnread(this BrokerReading reading) => string.Join(' ', reading.Unread.Select(row => $"{row.Line}:{row.Kind}"));

    private static string Describe(ReadAccount account) => FormattableString.Invariant(
        $"# {account.ProposedName} ({account.MaskedNumber}) {account.ProposedType} cash {account.Cash:0.##} pending {account.Pending:0.##} file {account.Reconciliation.FileTotal:0.##} read {account.Reconciliation.ReadTotal:0.##}");

    private static string Describe(ReadPosition position)
    {
        var draft = position.Draft;
        var option = draft?.Option is { } terms ? FormattableString.Invariant($" {terms.Type} {terms.Underlying} {terms.Strike:0.####} {terms.Expiration:yyyy-MM-dd}") : "";
        var (date, price) = (draft?.IsEntryDateEstimated == true ? "~" : "", draft?.IsEntryPriceEstimated == true ? "~" : "");
        return draft is null
            ? $"{position.Line} faulty"
            : FormattableString.Invariant($"{draft.Symbol}{option} {draft.Quantity:0.######} at {price}{draft.EntryPrice:0.########} on {date}{draft.EntryDate:yyyy-MM-dd} {draft.Class}/{draft.Subtype} value {position.Value:0.##} cost {position.Cost:0.##} {position.CostBasis}");
    }
}
