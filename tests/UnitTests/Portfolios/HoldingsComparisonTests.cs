using App.Core.Operations;
using App.Core.Portfolios;
using App.Testing;
using Shouldly;
using Xunit;

namespace UnitTests.Portfolios;

/// <summary>What a newer file of an account is taken to say about the positions that are stored.</summary>
public sealed class HoldingsComparisonTests
{
    private static readonly Guid PortfolioId = TestIds.Next();
    private static readonly DateOnly January = new(2026, 1, 15);
    private static readonly DateOnly June = new(2026, 6, 15);
    private static readonly DateOnly FileDay = new(2026, 11, 20);

    [Fact]
    public void Compare_TheSamePositions_AreUnchangedWhateverTheFilesDay()
    {
        Position[] stored = [Held("AAPL", 10, 150, January, estimated: true), Held("MSFT", 5, 400, January, estimated: true)];

        var changes = Compare(stored, Read("MSFT", 5, 400), Read("AAPL", 10, 150));

        changes.IsNothing.ShouldBeTrue();
        changes.After.Select(position => (position.Symbol, position.Ordinal, position.EntryDate)).ShouldBe([("MSFT", 0, January), ("AAPL", 1, January)]);
        changes.After.Select(position => position.Id).ShouldBe([stored[1].Id, stored[0].Id]);
    }

    [Fact]
    public void Compare_BoughtSoldAndNew_AreToldApart()
    {
        Position[] stored = [Held("AAPL", 10, 150, January, estimated: true), Held("MSFT", 5, 400, January, estimated: true), Held("GONE", 1, 1, January)];

        var changes = Compare(stored, Read("AAPL", 15, 160), Read("MSFT", 5, 400), Read("NEW", 3, 20));

        (changes.Added, changes.Changed, changes.Removed, changes.Unchanged).ShouldBe((1, 1, 1, 1));
        var apple = changes.After[0];
        (apple.Id, apple.Quantity, apple.EntryPrice, apple.EntryDate, apple.IsEntryDateEstimated).ShouldBe((stored[0].Id, 15m, 160m, January, true));
        changes.After[2].EntryDate.ShouldBe(FileDay);
        changes.Items[^1].Before!.Symbol.ShouldBe("GONE");
    }

    [Fact]
    public void Compare_APriceThatWasOnlyEstimated_LeavesTheStoredOne()
    {
        var changes = Compare([Held("VTSAX", 10, 98.5m, January)], Read("VTSAX", 10, 120) with { IsEntryPriceEstimated = true });

        changes.IsNothing.ShouldBeTrue();
        changes.After[0].EntryPrice.ShouldBe(98.5m);
    }

    [Fact]
    public void Compare_WhatTheOwnerSetRight_Stays()
    {
        var stored = Held("GOLD_BARS", 2, 2_000, January, kind: (InvestmentClass.Private, InvestmentSubtype.Commodity));

        var changes = Compare([stored], Read("GOLD_BARS", 2, 2_000) with { Class = InvestmentClass.Public, Subtype = InvestmentSubtype.Stock });

        changes.IsNothing.ShouldBeTrue();
    }

    [Fact]
    public void Compare_OneRowForSeveralLots_KeepsThemWhileTheSumIsTheSame()
    {
        Position[] stored = [Held("AAPL", 10, 100, January), Held("AAPL", 5, 130, June)];

        Compare(stored, Read("AAPL", 15, 110)).IsNothing.ShouldBeTrue();

        var sold = Compare(stored, Read("AAPL", 12, 110));
        (sold.Changed, sold.Removed, sold.Added).ShouldBe((1, 1, 0));
        sold.After.ShouldHaveSingleItem().Quantity.ShouldBe(12);
    }

    [Fact]
    public void Compare_LotsForOneRow_TakeItsPlace()
    {
        var stored = Held("AAPL", 15, 110, June, estimated: true);

        var changes = Compare([stored], Lot("AAPL", 10, 100, January), Lot("AAPL", 5, 130, new DateOnly(2026, 2, 2)));

        (changes.Changed, changes.Added, changes.Removed).ShouldBe((1, 1, 0));
        changes.After.Select(position => position.EntryDate).ShouldBe([January, new DateOnly(2026, 2, 2)]);
        changes.After.ShouldAllBe(position => !position.IsEntryDateEstimated);
    }

    [Fact]
    public void Compare_LotsOfTheirDays_AreKnownByThem()
    {
        Position[] stored = [Held("AAPL", 10, 100, January), Held("AAPL", 5, 130, June)];

        var changes = Compare(stored, Lot("AAPL", 5, 130, June), Lot("AAPL", 7, 100, January));

        (changes.Unchanged, changes.Changed).ShouldBe((1, 1));
        changes.Items[0].Before.ShouldBeSameAs(stored[1]);
        changes.Items[1].After!.Quantity.ShouldBe(7);
    }

    [Fact]
    public void Compare_Options_AreKnownByTheirTerms()
    {
        var call = new OptionTerms("SPY", 600, new DateOnly(2027, 1, 15), OptionType.Call);
        var stored = Held("SPY", -1, 5, January, option: call);
        var other = call with { Strike = 610 };

        Compare([stored], Read("SPY270115C00600000", -1, 5) with { Class = InvestmentClass.Options, Subtype = null, Option = call with { Strike = 600.00m } }).IsNothing.ShouldBeTrue();
        Compare([stored], Read("SPY", -1, 5) with { Class = InvestmentClass.Options, Subtype = null, Option = other }).Removed.ShouldBe(1);
    }

    [Fact]
    public void Compare_ALongThatBecameAShort_TakesNothingOfTheOldOne()
    {
        var changed = Compare([Held("TSLA", 10, 200, January)], Read("TSLA", -4, 250)).Items.ShouldHaveSingleItem();

        (changed.Kind, changed.After!.EntryDate, changed.After.Type).ShouldBe((PositionChangeKind.Changed, FileDay, PositionType.Short));
    }

    [Fact]
    public void Compare_ClosedPositions_StayUnderABrokersFileAndGoUnderTheTemplate()
    {
        var closed = Held("DIS", 30, 95, January, exit: (June, 110));
        Position[] stored = [Held("AAPL", 10, 100, January), closed];

        Compare(stored, Read("AAPL", 10, 100)).IsNothing.ShouldBeTrue();
        Compare(stored, Read("DIS", 30, 100), Read("AAPL", 10, 100)).Added.ShouldBe(1, "it was bought again");
        Compare(listsAll: true, stored, Lot("AAPL", 10, 100, January)).Removed.ShouldBe(1);
        Compare(listsAll: true, [Held("DIS", 30, 95, January)], Lot("DIS", 30, 95, January) with { ExitDate = June, ExitPrice = 110 }).Changed.ShouldBe(1);
    }

    [Fact]
    public void Compare_AnIdThatIsInUse_IsNotGivenTwice()
    {
        var ids = new DeterministicIds(TimeProvider.System);
        var comparison = new HoldingsComparison(PortfolioId, ids, listsAll: false);
        var first = comparison.Compare([], [Read("AAPL", 1, 1) with { EntryDate = January }]).After[0];

        // Its day is set right, which leaves its id; then a lot of the first day comes in.
        var moved = comparison.Compare([first], [Lot("AAPL", 1, 1, June)]).After;
        var both = comparison.Compare(moved, [Lot("AAPL", 1, 1, June), Lot("AAPL", 2, 1, January)]).After;

        both.Select(position => position.Id).ShouldBeUnique();
        both[0].Id.ShouldBe(first.Id);
    }

    [Fact]
    public void Compare_ManyLotsOfOneSecurity_TakesNoLongerThanTheFile()
    {
        var stored = Enumerable.Range(0, 20_000).Select(n => Held("AAPL", n + 1, 100, January.AddDays(-n % 20_000))).ToArray();
        var watch = System.Diagnostics.Stopwatch.StartNew();

        Compare(stored, [.. stored.Reverse().Select(lot => Lot("AAPL", lot.Quantity, 100, lot.EntryDate))]).IsNothing.ShouldBeTrue();

        // Some 20 ms; a walk of all lots for each of them takes many seconds.
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    /// <summary>Whatever two books are compared: nothing is lost or doubled, and the second comparison with the same file finds nothing.</summary>
    [Fact]
    public void Compare_AnyTwoBooks_AddUpAndComeToRest()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            var stored = Enumerable.Range(0, random.Next(12)).Select(_ => Any(random)).DistinctBy(draft => (draft.Symbol, draft.EntryDate))
                .Select((draft, ordinal) => Position.From(draft, TestIds.Next(), PortfolioId, ordinal)).ToList();
            var drafts = Enumerable.Range(0, random.Next(12)).Select(_ => Any(random)).DistinctBy(draft => (draft.Symbol, draft.EntryDate)).ToList();
            var listsAll = random.Next(2) == 0;
            var comparison = new HoldingsComparison(PortfolioId, new TimeOrderedIds(TimeProvider.System), listsAll);

            var changes = comparison.Compare(stored, drafts);

            changes.Items.Select(item => item.Before).OfType<Position>().ShouldBe(stored, ignoreOrder: true);
            changes.After.Select(position => position.Id).ShouldBeUnique();
            changes.After.Select(position => position.Ordinal).ShouldBe(Enumerable.Range(0, changes.After.Count));
            foreach (var symbol in drafts.Select(draft => draft.Symbol).Distinct())
            {
                changes.After.Where(position => position.Symbol == symbol && (listsAll || position.ExitDate is null)).Sum(position => position.Quantity)
                    .ShouldBe(drafts.Where(draft => draft.Symbol == symbol).Sum(draft => draft.Quantity), $"seed {seed}");
            }

            comparison.Compare(changes.After, drafts).IsNothing.ShouldBeTrue($"seed {seed}");
        }
    }

    private static PositionDraft Any(Random random) =>
        Read(new[] { "A", "B", "C" }[random.Next(3)], random.Next(1, 4), random.Next(1, 3)) with
        {
            EntryDate = January.AddDays(random.Next(4)),
            IsEntryDateEstimated = random.Next(2) == 0,
            IsEntryPriceEstimated = random.Next(3) == 0,
        };

    private static PositionChanges Compare(IReadOnlyList<Position> stored, params PositionDraft[] drafts) => Compare(listsAll: false, stored, drafts);

    private static PositionChanges Compare(bool listsAll, IReadOnlyList<Position> stored, params PositionDraft[] drafts) =>
        new HoldingsComparison(PortfolioId, new TimeOrderedIds(TimeProvider.System), listsAll).Compare(stored, drafts);

    private static PositionDraft Read(string symbol, decimal quantity, decimal price) => new()
    {
        Symbol = symbol,
        Quantity = quantity,
        EntryPrice = price,
        EntryDate = FileDay,
        IsEntryDateEstimated = true,
        Class = InvestmentClass.Public,
        Subtype = InvestmentSubtype.Stock,
    };

    private static PositionDraft Lot(string symbol, decimal quantity, decimal price, DateOnly day) => Read(symbol, quantity, price) with { EntryDate = day, IsEntryDateEstimated = false };

    private static Position Held(
        string symbol,
        decimal quantity,
        decimal price,
        DateOnly day,
        bool estimated = false,
        (InvestmentClass Class, InvestmentSubtype Subtype)? kind = null,
        OptionTerms? option = null,
        (DateOnly Date, decimal Price)? exit = null)
    {
        var draft = Read(symbol, quantity, price) with { EntryDate = day, IsEntryDateEstimated = estimated, Option = option, ExitDate = exit?.Date, ExitPrice = exit?.Price };
        kind ??= option is null ? null : (InvestmentClass.Options, InvestmentSubtype.Call);
        return Position.From(kind is { } own ? draft with { Class = own.Class, Subtype = own.Subtype } : draft, TestIds.Next(), PortfolioId, 0);
    }
}
