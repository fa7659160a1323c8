using App.Core.Portfolios;

namespace App.Features.Portfolios;

/// <summary>Where the list of portfolios is.</summary>
internal abstract record PortfoliosState
{
    private PortfoliosState()
    {
    }

    /// <summary>Asking.</summary>
    public sealed record Loading : PortfoliosState;

    /// <summary>There is none yet.</summary>
    public sealed record Empty : PortfoliosState;

    /// <summary>The portfolios by name.</summary>
    public sealed record Listed(IReadOnlyList<PortfolioListing> Portfolios) : PortfoliosState;

    public static PortfoliosState Of(IReadOnlyList<PortfolioListing> portfolios) => portfolios.Count == 0 ? new Empty() : new Listed(portfolios);
}
