namespace App.Core.Risk.Analytics;

/// <summary>The analytics of a run.</summary>
/// <param name="Sectors">Phase 5.</param>
/// <param name="Risk">Phase 6, in the order of the report.</param>
public sealed record AnalyticSet(IAnalytic Sectors, IReadOnlyList<IAnalytic> Risk)
{
    /// <summary>All of them, in the order of the report.</summary>
    public IEnumerable<IAnalytic> All => Risk.Prepend(Sectors);

    /// <summary>Those of the application.</summary>
    public static AnalyticSet Standard { get; } = new(
        new SectorExposure(),
        [
            new Exposures(), new ConcentrationOfSymbols(), BetaTo.Market, new ProviderBeta(), BetaTo.InterestRate, new SpreadFactors(), new FactorExposures(), new RealisedVolatility(), new Correlations(),
            new Greeks(), new TailLosses(), new StressTests(), new TargetReturns(),
        ]);
}
