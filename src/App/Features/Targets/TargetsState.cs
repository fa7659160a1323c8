using App.Core.Portfolios;
using App.Core.Targets;

namespace App.Features.Targets;

/// <summary>Where the page of target prices is.</summary>
public abstract record TargetsState
{
    private TargetsState()
    {
    }

    /// <summary>Asking.</summary>
    public sealed record Loading : TargetsState;

    /// <summary>The address names a portfolio that is not there, or is another's: the same to whoever asks.</summary>
    public sealed record NotFound(IReadOnlyList<Portfolio> Portfolios) : TargetsState;

    /// <summary>Targets beside what is held in one portfolio, or in all, or in none where there is none.</summary>
    /// <param name="Portfolios">The portfolios to choose from.</param>
    /// <param name="Portfolio">The one shown; null for all.</param>
    /// <param name="Returns">What is held and what the targets say of it.</param>
    public sealed record Shown(IReadOnlyList<Portfolio> Portfolios, Portfolio? Portfolio, ExpectedReturns Returns) : TargetsState
    {
        /// <summary>True when the owner has a target of anything.</summary>
        public bool HasTargets => Returns.NotHeld.Count > 0 || Returns.Holdings.Any(holding => holding.Target is not null);
    }
}
