using App.Core.Calculations;
using App.Core.Imports;
using App.Core.Imports.Brokers;
using App.Features.Imports;
using Shouldly;
using Xunit;
using static App.Features.Imports.ImportEvent;
using static App.Features.Imports.ImportState;
using static ComponentTests.Features.Imports.ImportTransitionTable;

namespace ComponentTests.Features.Imports;

/// <summary>Every state with every event, as in the table and nowhere else.</summary>
public sealed class ImportTransitionsTests
{
    public static TheoryData<string, string> EveryPair { get; } = [.. States.Keys.SelectMany(state => Events.Keys.Select(happened => (state, happened)))];

    public static TheoryData<string> EveryState { get; } = [.. States.Keys];

    [Theory]
    [MemberData(nameof(EveryPair))]
    public void Next_GoesWhereTheTableSays_AndNowhereElse(string from, string happened)
    {
        var state = States[from];

        var next = ImportTransitions.Next(state, Events[happened]);

        if (Table.TryGetValue((from, happened), out var expected))
        {
            ShouldEqual(next, expected);
        }
        else if (happened == "started over" && from is not ("importing" or "importing accounts" or "updating"))
        {
            next.ShouldBeSameAs(Idle.Fresh);
        }
        else
        {
            next.ShouldBeSameAs(state);
        }
    }

    [Theory]
    [MemberData(nameof(EveryState))]
    public void EveryState_CanBeLeft(string from) =>
        Events.Values.Select(happened => ImportTransitions.Next(States[from], happened))
            .SelectMany(next => Events.Values.Select(happened => ImportTransitions.Next(next, happened)))
            .ShouldContain(next => next.GetType() != States[from].GetType());

    [Fact]
    public void Confirming_WaitsForTheComparisonAndForSomethingToChange()
    {
        var target = Some.Portfolio.Id;
        var into = Accounts with { Known = Known, Plans = [Plan with { Account = 0 }, Accounts.Plans[1] with { PortfolioId = target }] };

        (into.Changing, into.IsComparing).ShouldBe((1, false));
        ImportTransitions.Next(into, new ImportConfirmed()).ShouldBeOfType<ImportingAccounts>();
        ImportTransitions.Next(into with { Known = KnownAccounts.None }, new ImportConfirmed()).ShouldBeOfType<BrokerPreview>().IsComparing.ShouldBeTrue();
        var same = Known with { Updates = new Dictionary<int, App.Core.Portfolios.PortfolioUpdate> { [1] = Some.NoUpdate } };
        ImportTransitions.Next(into with { Known = same }, new ImportConfirmed()).ShouldBeOfType<BrokerPreview>().Changing.ShouldBe(0);
    }

    [Fact]
    public void Plans_OfAccountsThatAreKnown_GoIntoTheirPortfolios() =>
        AccountPlan.For(Some.Broker, Some.Form, Known).Select(plan => plan.PortfolioId).ShouldBe([null, Some.Portfolio.Id]);

    [Theory]
    [InlineData(RunStatus.Pending, typeof(Processing))]
    [InlineData(RunStatus.Running, typeof(Processing))]
    [InlineData(RunStatus.Completed, typeof(Success))]
    [InlineData(RunStatus.CompletedWithWarnings, typeof(Success))]
    [InlineData(RunStatus.Failed, typeof(ProcessingError))]
    [InlineData(RunStatus.Cancelled, typeof(ProcessingError))]
    public void Resume_FindsTheRunWhereItIs(RunStatus status, Type state) =>
        ImportTransitions.Resume(Some.Portfolio, Some.Run(status)).ShouldBeOfType(state);

    [Fact]
    public void Resume_WithoutARun_OffersToCalculate() =>
        ImportTransitions.Resume(Some.Portfolio, run: null).ShouldBeOfType<ProcessingError>().Run.ShouldBeNull();

    [Fact]
    public void Next_FileThatIsWrongAsAWhole_IsRefusedBesideTheFormsErrors()
    {
        var next = ImportTransitions.Next(States["checking"], new Checked(Some.WrongForm with { Reading = Some.Reading("a,b\r\n", "One,Two\r\n") }));

        next.ShouldBeOfType<Idle>().File.ShouldBeOfType<FileSlot.Refused>().Error.Code.ShouldBe("ERR_CSV_005");
    }

    [Fact] // a form that is asked for only because the file is no list of holdings would be in the way of what is wrong
    public void Next_ListOfTransactions_IsSaidAlone()
    {
        var reading = ((FileReading.Template)new FileImport().Read(
            "Date,Action,Symbol,Description,Quantity,Price,Fees & Comm,Amount\r\n10/30/2026,Buy,AAPL,APPLE INC,10,$250.00,,-$2500.00\r\n"u8.ToArray(),
            "a.csv", new BrokerImportOptions { Today = Some.Today }, Xunit.TestContext.Current.CancellationToken)).Reading;

        var next = ImportTransitions.Next(States["checking"], new Checked(Some.WrongForm with { Reading = reading }));

        next.ShouldBeOfType<ValidationError>().Check.Reading!.Errors.Single().Code.ShouldBe("ERR_BROKER_001");
    }

    [Fact]
    public void Copy_IsKeptOnlyUntilTheFileIsReadForGood()
    {
        States["idle, file here"].Copy.ShouldBeSameAs(Copy);
        States["checking"].Copy.ShouldBeSameAs(Copy);
        States.Where(state => state.Key is not (
                "idle, file here" or "checking" or "broker preview" or "importing accounts" or "idle, to update" or "checking, to update" or "mapping" or "mapping, not enough"))
            .ShouldAllBe(state => state.Value.Copy == null);
    }

    // Lists in records are compared by reference, so those are compared by what is in them.
    private static void ShouldEqual(ImportState next, ImportState expected)
    {
        switch (next, expected)
        {
            case (Idle one, Idle other):
                one.Errors.ShouldBe(other.Errors);
                (one with { Errors = [] }).ToString().ShouldBe((other with { Errors = [] }).ToString());
                (one.File is FileSlot.Arrived { Copy: var copy } ? copy : null).ShouldBeSameAs((other.File as FileSlot.Arrived)?.Copy);
                break;
            case (Mapping one, Mapping other):
                one.Choice.Columns.ShouldBe(other.Choice.Columns, ignoreOrder: true);
                one.Table.Columns.ShouldBeSameAs(other.Table.Columns);
                (one.File, one.Into, one.Errors.Count).ShouldBe((other.File, other.Into, other.Errors.Count));
                break;
            case (Checking { Columns: { } one }, Checking { Columns: { } other }):
                one.ShouldBeSameAs(other);
                break;
            case (Checking { Mending: { } one }, Checking { Mending: { } other }):
                one.Edits.ShouldBe(other.Edits);
                one.Check.ShouldBeSameAs(other.Check);
                break;
            case (ValidationError one, ValidationError other):
                one.Edits.ShouldBe(other.Edits);
                one.Check.ShouldBeSameAs(other.Check);
                break;
            case (BrokerPreview one, BrokerPreview other):
                one.Plans.ShouldBe(other.Plans);
                one.Edits.ShouldBe(other.Edits);
                one.Errors.ShouldBe(other.Errors);
                (one with { Plans = other.Plans, Edits = other.Edits, Errors = other.Errors }).ShouldBe(other);
                break;
            case (ImportingAccounts one, ImportingAccounts other):
                ShouldEqual(one.Before, other.Before);
                break;
            default:
                next.ShouldBe(expected);
                break;
        }
    }
}
