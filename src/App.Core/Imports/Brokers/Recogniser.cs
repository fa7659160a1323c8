using App.Core.Imports.Brokers.Layouts;

namespace App.Core.Imports.Brokers;

/// <summary>Whose file it is: every layout says how sure it is, the surest has it.</summary>
internal static class Recogniser
{
    /// <summary>Below this a layout is only a guess.</summary>
    public const int Sure = 30;

    /// <summary>Every layout, the general one last.</summary>
    public static IReadOnlyList<PositionsLayout> Layouts { get; } =
    [
        new SchwabPositions(), new FidelityPositions(), new FidelityStatement(), new FidelityTrader(), new VanguardHoldings(), new EtradePortfolio(), new MerrillHoldings(), new InteractiveBrokersStatement(), new InteractiveBrokersFlex(),
        new CitiHoldings(), new ThriftSavingsPlan(), new PlanFunds(), new AnyPositions(),
    ];

    /// <summary>The layout and the separator that fit best; null when nothing fits.</summary>
    public static (PositionsLayout Layout, BrokerSheet Sheet, Recognition Recognition)? Recognise(IReadOnlyList<BrokerSheet> sheets)
    {
        (PositionsLayout Layout, BrokerSheet Sheet, Recognition Recognition)? best = null;
        foreach (var sheet in sheets)
        {
            foreach (var layout in Layouts)
            {
                var recognition = layout.Recognise(sheet);
                if (recognition.Score >= Sure && recognition.Score > (best?.Recognition.Score ?? 0))
                    best = (layout, sheet, recognition with { Score = Math.Min(100, recognition.Score) });
            }
        }

        return best;
    }
}
