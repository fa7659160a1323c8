using System.Globalization;
using App.Core.Imports;
using App.Core.Risk.Analytics;

namespace App.Core.Calculations;

/// <summary>The steps of a run, in order. They are the steps the pipeline really takes; none is listed before the code that ticks it exists.</summary>
public static class RunSteps
{
    /// <summary>The portfolio's row is stored.</summary>
    public const string PortfolioCreated = "portfolio_created";

    /// <summary>Its positions are stored.</summary>
    public const string PositionsImported = "positions_imported";

    /// <summary>The symbols to price are known.</summary>
    public const string SymbolsExtracted = "symbols_extracted";

    /// <summary>Their profiles are known.</summary>
    public const string SecuritiesEnriched = "securities_enriched";

    /// <summary>Their prices are stored.</summary>
    public const string PriceCacheReady = "price_cache_ready";

    /// <summary>The market's own series are stored up to the session.</summary>
    public const string MarketDataCollected = "market_data_collected";

    /// <summary>Their fundamentals are stored.</summary>
    public const string FundamentalsCollected = "fundamentals_collected";

    /// <summary>Snapshots up to the session are stored.</summary>
    public const string PnlCalculated = "pnl_calculated";

    /// <summary>Each position's value at the session is stored.</summary>
    public const string PositionValuesComputed = "position_values_computed";

    /// <summary>The figures of all analytics are stored. Each analytic has a step of its own before it, by its own id.</summary>
    public const string RiskComputed = "risk_computed";

    /// <summary>Claims that nobody works on any more are gone.</summary>
    public const string ClaimsReleased = "claims_released";

    /// <summary>A run for each portfolio is in place.</summary>
    public const string PortfoliosQueued = "portfolios_queued";

    /// <summary>The progress of a session's calculation for all portfolios that has not begun: the steps of its preparation.</summary>
    public static RunProgress EndOfDay(DateTimeOffset now) => new(
        [
            Step(SymbolsExtracted, "1", "Symbols extracted"),
            .. MarketData(),
            Step(ClaimsReleased, "2.5", "Abandoned claims released"),
            Step(PortfoliosQueued, "3", "Portfolios queued"),
        ],
        [],
        [new RunLogEntry(now, "info", "Calculation of all portfolios requested")]);

    /// <summary>The progress of a run among those of all portfolios, for which the market data has been collected already.</summary>
    public static RunProgress AmongMany() => new(
        Figures(), [], []);

    /// <summary>The progress of a run that has not begun. What the import did before it stands as done.</summary>
    /// <param name="import">The import that filled the portfolio; null when it was made by hand.</param>
    /// <param name="now">The time of the first line of the log.</param>
    public static RunProgress NotBegun(ImportRecord? import, DateTimeOffset now)
    {
        List<RunStep> steps = [];
        List<RunLogEntry> log = [];
        if (import is not null)
        {
            steps.Add(Step(PortfolioCreated, "import", "Portfolio created") with { Status = StepStatus.Completed });
            steps.Add(Step(PositionsImported, "import", "Positions imported") with
            {
                Status = StepStatus.Completed,
                Current = import.PositionsImported,
                Total = import.TotalRows,
                Unit = "positions",
                DurationMs = import.DurationMs,
            });
            log.Add(new RunLogEntry(
                import.ImportedAt,
                "info",
                string.Create(CultureInfo.InvariantCulture, $"{import.FileName}: {import.PositionsImported} positions stored in {import.DurationMs} ms")));
        }

        log.Add(new RunLogEntry(now, "info", "Calculation requested"));
        steps.AddRange(
        [
            Step(SymbolsExtracted, "1", "Symbols extracted"),
            .. MarketData(),
            .. Figures(),
        ]);
        return new RunProgress(steps, [], log);
    }

    private static RunStep[] Figures() =>
    [
        Step(PnlCalculated, "3", "P&L calculated"),
        Step(PositionValuesComputed, "4", "Position values computed"),
        OfAnalytic(AnalyticSet.Standard.Sectors, "5"),
        .. AnalyticSet.Standard.Risk.Select(analytic => OfAnalytic(analytic, "6")),
        Step(RiskComputed, "6", "Risk figures stored"),
    ];

    private static RunStep OfAnalytic(IAnalytic analytic, string phase) => Step(analytic.Id, phase, analytic.Name);

    private static RunStep[] MarketData() =>
    [
        Step(SecuritiesEnriched, "0", "Securities enriched"),
        Step(PriceCacheReady, "1", "Price cache ready"),
        Step(MarketDataCollected, "1", "Market data collected"),
        Step(FundamentalsCollected, "2", "Fundamentals collected"),
    ];

    private static RunStep Step(string id, string phase, string name) => new() { Id = id, Phase = phase, Name = name };
}
