using System.Globalization;
using App.Core.Calculations;
using App.Core.Imports;
using App.Core.Imports.Brokers;
using App.Core.Operations;
using App.Core.Portfolios;
using App.Core.Results;
using App.Features.Imports;
using App.Testing;

namespace ComponentTests.Features.Imports;

/// <summary>What the states of an import are about, in tests.</summary>
internal static class Some
{
    public static readonly DateOnly Today = new(2026, 11, 20);
    public static readonly DateTimeOffset Now = new(2026, 11, 20, 22, 0, 0, TimeSpan.Zero);

    private const string Header = "Symbol,Quantity,Entry Price Per Share,Entry Date\r\n";

    public static PortfolioForm Form { get; } = new("Long haul", "Schwab Taxable", "taxable", "1,250,000");

    public static PortfolioTerms Terms { get; } = new("Long haul", "Schwab Taxable", AccountType.Taxable, 1_250_000m, Today, null);

    public static StoredPortfolio Portfolio { get; } = new(Guid.Parse("0b6a2f0e-7c51-4c55-9e0a-d3a6f8f0a001"), "Long haul");

    public static Error FormError { get; } = PortfolioErrors.NameRequired.Because("Give the portfolio a name.", "Portfolio name");

    public static Error Fault { get; } = PortfolioErrors.NotFound.Because("It is gone.");

    /// <summary>A file as it is read.</summary>
    public static ImportReading Reading(string rows, string header = Header) =>
        new TemplateImport().Read(System.Text.Encoding.UTF8.GetBytes(header + rows), "holdings.csv", Today);

    /// <summary>So many rows, each with two faults.</summary>
    public static ImportReading Faulty(int rows) =>
        Reading(string.Concat(Enumerable.Range(1, rows).Select(row => FormattableString.Invariant($"S{row},abc,10,01/15/2024\r\n"))));

    /// <summary>So many rows without a fault.</summary>
    public static ImportReading Good(int rows) =>
        Reading(string.Concat(Enumerable.Range(1, rows).Select(row => FormattableString.Invariant($"S{row},{row},10.5,2024-01-02\r\n"))));

    /// <summary>A broker's file of two accounts, in the second of which a quantity is missing.</summary>
    public static BrokerReading Broker { get; } = BrokerWith([]);

    /// <summary>The same with cells changed.</summary>
    public static BrokerReading BrokerWith(IReadOnlyList<CellEdit> edits) => ((FileReading.Broker)new FileImport().Read(
        System.Text.Encoding.UTF8.GetBytes(
            "Account,Symbol,Description,Quantity,Average Cost,Market Value\r\nJoint 88123456,QRTZ,Quartz,10,5.50,60\r\nJoint 88123456,Total,,,,60\r\nRoth IRA 88123457,OPAL,Opal,,2,30\r\n"),
        "broker.csv", new BrokerImportOptions { Today = Today, Edits = edits })).Reading;

    /// <summary>A table that nothing knows, all of whose columns can be guessed.</summary>
    public static UnknownTable Unknown { get; } = ((FileReading.Unknown)new FileImport().Read(
        System.Text.Encoding.UTF8.GetBytes("Thing;Antal;Kurs;Wert\r\nQRTZ;10;5,50;55,00\r\nOPAL;4;2,25;9,00\r\n"), "unknown.csv", new BrokerImportOptions { Today = Today })).Table;

    /// <summary>A portfolio into which one position comes, in which one changes, from which one goes, and in which one stays.</summary>
    public static PortfolioUpdate Update { get; } = UpdateOf(Compare(["AAPL,10,100", "MSFT,1,400", "GONE,5,7"], ["AAPL,12,110", "MSFT,1,400", "NEW,3,20"]));

    /// <summary>Nothing changes.</summary>
    public static PortfolioUpdate NoUpdate { get; } = UpdateOf(Compare(["AAPL,10,100"], ["AAPL,10,100"]));

    public static ImportCheck Ready { get; } = new(Terms, Good(3), []);

    public static ImportCheck Wrong { get; } = new(Terms, Faulty(1), []);

    public static ImportCheck WrongForm { get; } = new(null, Good(3), [FormError]);

    /// <summary>A run of six steps, the first of them over.</summary>
    /// <summary>How many steps of a run come before one of them, those of the import aside; all of them for null.</summary>
    public static int Before(string? stepId) => RunSteps.NotBegun(null, Now).Steps.TakeWhile(step => step.Id != stepId).Count();

    public static RunView Run(RunStatus status, Guid? id = null, int done = 1, int attempt = 1, IReadOnlyList<string>? warnings = null)
    {
        var record = new ImportRecord
        {
            Id = Portfolio.Id,
            PortfolioId = Portfolio.Id,
            FileName = "holdings.csv",
            TotalRows = 50,
            PositionsImported = 50,
            ImportedAt = Now,
            DurationMs = 120,
        };
        var begun = RunSteps.NotBegun(record, Now);
        var steps = begun.Steps.Select((step, index) => index switch
        {
            _ when step.Phase == "import" => step,
            _ when index < done + 2 => step with { Status = StepStatus.Completed, Current = 31, Total = 31, Unit = "symbols", DurationMs = 1200 },
            _ when index == done + 2 && status == RunStatus.Running => step with { Status = StepStatus.Running, Current = 14, Total = 31, Unit = "symbols" },
            _ when index == done + 2 && status == RunStatus.Failed => step with { Status = StepStatus.Failed, DurationMs = 40 },
            _ => step,
        });
        var failed = status == RunStatus.Failed;
        return new RunView(
            id ?? Guid.Parse("0b6a2f0e-7c51-4c55-9e0a-d3a6f8f0a002"), Portfolio.Id, RunKind.Onboarding, status, Today, attempt,
            begun with { Steps = [.. steps], Warnings = warnings ?? [] },
            failed ? "ERR_BATCH_004" : null, failed ? "The database did not take the results." : null, Now, Now,
            status is RunStatus.Pending or RunStatus.Running ? null : Now.AddSeconds(2.4));
    }

    private static PortfolioUpdate UpdateOf(PositionChanges changes) => new(
        new PortfolioBuilder { Id = Portfolio.Id, OwnerId = Portfolio.Id, Name = Portfolio.Name, AccountName = "Schwab Taxable" }.Build(), changes, null);

    private static PositionChanges Compare(string[] before, string[] after)
    {
        var stored = DraftsOf(before).Select((draft, ordinal) => Position.From(draft, TestIds.Next(), Portfolio.Id, ordinal)).ToList();
        return new HoldingsComparison(Portfolio.Id, new TimeOrderedIds(TimeProvider.System), listsAll: false).Compare(stored, DraftsOf(after));
    }

    private static List<PositionDraft> DraftsOf(string[] rows) => [.. rows.Select(row => row.Split(',')).Select(cells => new PositionDraft
    {
        Symbol = cells[0],
        Quantity = decimal.Parse(cells[1], CultureInfo.InvariantCulture),
        EntryPrice = decimal.Parse(cells[2], CultureInfo.InvariantCulture),
        EntryDate = Today,
        Class = InvestmentClass.Public,
    })];

    /// <summary>A file that has arrived.</summary>
    internal static UploadedCopy Upload()
    {
        using var content = new MemoryStream("AAPL"u8.ToArray());
        return UploadedCopy.CopyAsync("holdings.csv", content, _ => { }, CancellationToken.None).GetAwaiter().GetResult();
    }
}
