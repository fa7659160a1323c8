using App.Core.Operations;

namespace App.Core.Risk;

/// <summary>Risk that was computed for whoever asked, with what it follows from besides its key.</summary>
/// <param name="Risk">The figures.</param>
/// <param name="Symbols">The symbols whose prices it follows from.</param>
/// <param name="Prices">What was stored of them, see <see cref="Market.PriceIdentity"/>.</param>
public sealed record ComputedRisk(BookRisk Risk, IReadOnlyList<string> Symbols, string Prices);

/// <summary>The risk of books that was read or computed lately, shared by all circuits and requests of this process.</summary>
/// <remarks>
/// Of five hundred positions it is some megabytes, and a second of work when no run has stored it: it is held once, not once a visitor. A stored report is known by its run,
/// which stores it once; a computed one by all that it follows from. Bounded by <see cref="Most"/> numbers together.
/// </remarks>
public sealed class RiskMemory
{
    /// <summary>The numbers that are held at most: fifty to a hundred megabytes.</summary>
    public const long Most = 2_000_000;

    // A figure has its company: the window in words, observations, coverage, a reason.
    private const int OfFigure = 5;

    /// <summary>What runs have stored, by portfolio, session and run.</summary>
    public BoundedMemory<(Guid PortfolioId, DateOnly Session, Guid RunId), BookRisk> Stored { get; } = new(Most / 2, SizeOf);

    /// <summary>What was computed for whoever asked, by portfolios, positions, session and terms.</summary>
    public BoundedMemory<string, ComputedRisk> Computed { get; } = new(Most / 2, computed => SizeOf(computed.Risk));

    private static long SizeOf(BookRisk risk) => 1 + risk.Results.Sum(result =>
        (OfFigure * (result.Figures.Count + result.Rows.Sum(row => (long)row.Figures.Count))) + result.Tables.Sum(table => table.Rows.Sum(row => (long)row.Values.Count + 1)));
}
