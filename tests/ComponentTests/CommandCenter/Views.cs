using App.Core.Calculations;
using App.Core.Portfolios;
using App.Core.Risk;
using App.Core.Snapshots;
using App.Features.CommandCenter;
using App.Testing;

namespace ComponentTests.CommandCenter;

/// <summary>What the command center is given, made small: positions with marks, portfolios, runs, views.</summary>
internal static class Views
{
    public static readonly Guid Owner = TestIds.Next();

    public static readonly DateOnly Session = TestTimes.Session;

    public static Portfolio Portfolio(string name = "Main", string account = "Schwab Taxable", DateTimeOffset? createdAt = null) =>
        new PortfolioBuilder { OwnerId = Owner, Name = name, AccountName = account, CreatedAt = createdAt ?? TestTimes.Now }.Build();

    /// <summary>A row; without a price it has no value.</summary>
    public static PositionRow Row(
        string symbol = "MSFT",
        decimal quantity = 100,
        decimal? price = 500,
        decimal dayPnl = 0,
        decimal entryPrice = 400,
        InvestmentClass investmentClass = InvestmentClass.Public,
        OptionTerms? option = null,
        string? name = null,
        MarkSource source = MarkSource.Quoted,
        string? note = null,
        bool needsUpdate = false,
        bool isOpen = true,
        DateOnly? entryDate = null,
        decimal? equity = 100_000,
        Portfolio? portfolio = null,
        bool isEstimated = false)
    {
        portfolio ??= Portfolio();
        var position = new PositionBuilder
        {
            PortfolioId = portfolio.Id,
            Symbol = symbol,
            Quantity = quantity,
            EntryPrice = entryPrice,
            Class = investmentClass,
            Subtype = investmentClass == InvestmentClass.Public ? InvestmentSubtype.Stock : null,
            Option = option,
            EntryDate = entryDate ?? new DateOnly(2024, 3, 15),
            ExitDate = isOpen ? null : new DateOnly(2026, 6, 12),
            ExitPrice = isOpen ? null : price,
            IsEstimated = isEstimated,
        }.Build();
        var units = quantity * position.Multiplier;
        var mark = price is not { } at ? null : new PositionValue
        {
            PositionId = position.Id,
            PortfolioId = portfolio.Id,
            Session = Session,
            IsOpen = isOpen,
            SplitFactor = 1,
            Price = at,
            Source = source,
            PriceDate = Session,
            Note = note,
            MarketValue = isOpen ? units * at : 0,
            CostBasis = units * entryPrice,
            DayPnl = dayPnl,
            Pnl = units * (at - entryPrice),
            Weight = null,
            NeedsPriceUpdate = needsUpdate,
        };
        return new PositionRow(position, portfolio, name, mark, equity);
    }

    public static IReadOnlyList<PositionRow> Many(int count) =>
        [.. Enumerable.Range(0, count).Select(number => Row($"S{number:0000}", quantity: number % 7 == 0 ? -10 : 10, price: 10 + number))];

    public static PortfolioExposures Exposures(IReadOnlyList<PositionRow> rows, decimal equity = 100_000) => GetExposures.Sum(
        Session, equity, [.. rows.Select(row => row.Position)], [.. rows.Where(row => row.Mark is not null).Select(row => row.Mark!)]);

    public static EquitySummary Equity(decimal equity = 100_000, decimal dayPnl = -250, decimal? dayBase = null, bool fromPositions = false, int longs = 2, int shorts = 1) =>
        new(Session, equity, dayPnl, dayBase ?? equity - dayPnl, fromPositions, 12_345, longs, shorts);

    public static CenterView View(IReadOnlyList<PositionRow>? rows = null, EquitySummary? equity = null, RunView? run = null, bool all = false) => new(
        all ? null : Portfolio(),
        equity ?? Equity(),
        Exposures(rows ?? [Row()]),
        rows ?? [Row()],
        run,
        0);

    public static CenterView NotCalculated() => new(Portfolio(), null, null, [Row(price: null, equity: null)], null, 0);

    public static RunView Run(RunStatus status = RunStatus.Running, string? code = null, string? message = null, params string[] warnings)
    {
        var run = new RunBuilder { PortfolioId = TestIds.Next() }.Build().ToView();
        return run with { Status = status, ErrorCode = code, ErrorMessage = message, Progress = run.Progress with { Warnings = warnings } };
    }

    public static PortfolioListing Listing(Portfolio? portfolio = null, RunView? run = null, int positions = 3, DateOnly? session = null) =>
        new(new PortfolioSummary(portfolio ?? Portfolio(), positions, session, null), run);

    public static IReadOnlyList<NavPoint> Line(int reconstructed, int stored, decimal equity = 100_000) =>
    [
        .. Enumerable.Range(0, reconstructed + stored)
            .Select(day => new NavPoint(Session.AddDays(day - reconstructed - stored + 1), equity + (day * 10), day < reconstructed)),
    ];
}
