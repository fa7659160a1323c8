using App.Core.Imports;
using App.Core.Imports.Brokers;
using Shouldly;
using UnitTests.Imports.Brokers.Fixtures;
using Xunit;

namespace UnitTests.Imports.Brokers;

/// <summary>Opened in Excel and saved as a workbook, a broker's file is the same file.</summary>
public sealed class SavedWorkbookTests
{
    public static TheoryData<string> Files =>
    [
        "schwab2023.csv", "schwab2025.csv", "schwab2026.csv", "fidelity14.csv", "fidelity16.csv", "fidelity17.csv", "fidelity401k.csv", "fidelityStatement.csv", "OfxDownload.csv",
        "etradeLots.csv", "etradeMixed.csv", "merrill.csv", "plan.csv", "planBalances.csv",
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public void Read_AFileSavedAsAWorkbook_IsTheSame(string name)
    {
        var asText = BrokerFiles.Read(BrokerFiles.All[name], name);
        var asWorkbook = Read(BrokerFiles.All[name], Path.ChangeExtension(name, ".xlsx"));

        asWorkbook.Layout!.Id.ShouldBe(asText.Layout!.Id);
        asWorkbook.AsOf.ShouldBe(asText.AsOf);
        string.Join('\n', asWorkbook.Describe()).ShouldBe(string.Join('\n', asText.Describe()));
        asWorkbook.DescribeUnread().ShouldBe(asText.DescribeUnread());
        asWorkbook.Accounts.Select(account => account.Reconciliation.FileTotal).ShouldBe(asText.Accounts.Select(account => account.Reconciliation.FileTotal));
        asWorkbook.Errors.ShouldBeEmpty();
        ReadingCheck.LosesNoRow(asWorkbook);
        ReadingCheck.ShowsNoAccountNumber(asWorkbook);
    }

    [Fact]
    public void Read_ATotalThatEndsInAPercentage_TakesTheSumBeforeIt()
    {
        var reading = Read("Investment Option,Units,Ending Balance,Contribution Rate\nQuartz G Fund,100,2000.00,100%\nTotal,,,2000.00,100%\n", "plan.xlsx");

        reading.Accounts.ShouldHaveSingleItem().Reconciliation.FileTotal.ShouldBe(2000);
    }

    private static BrokerReading Read(string csv, string name) => new FileImport()
        .Read(SavedWorkbook.Of(csv), name, new BrokerImportOptions { Today = BrokerFiles.Today }, TestContext.Current.CancellationToken).ShouldBeOfType<FileReading.Broker>().Reading;
}
