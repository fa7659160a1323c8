using App.Core.Operations;
using App.Core.Portfolios;
using App.Core.Results;

namespace App.Core.Models;

/// <summary>How much of one security a portfolio is to hold, as a share of its market value.</summary>
/// <param name="Security">A symbol in upper case, or an id of 24 letters and digits of an outside system, as it was written. Unique in a model without regard to case.</param>
/// <param name="Target">A multiple of .005, above 0, up to .95: .05 is 5 %.</param>
/// <param name="LowDrift">How far below the target is near enough, as a share of the market value: 0 to 1, at most <paramref name="HighDrift"/>.</param>
/// <param name="HighDrift">How far above it is.</param>
public sealed record ModelPosition(string Security, decimal Target, decimal LowDrift, decimal HighDrift);

/// <summary>What a portfolio should hold: targets for securities, at least 5 % of cash beside them, and the portfolios that follow it.</summary>
/// <remarks>
/// Each change that changes something makes the version one higher, and keeps for each part at which version it was last changed: who comes with an old version is told what has become another since.
/// </remarks>
public sealed record InvestmentModel
{
    /// <summary>The id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Whose it is.</summary>
    public required Guid OwnerId { get; init; }

    /// <summary>The name; 1 to <see cref="ModelRules.LongestName"/> characters, unique among the owner's models without regard to case.</summary>
    public required string Name { get; init; }

    /// <summary>The targets, in the order they were given; at most <see cref="ModelRules.MostPositions"/>, together at most .95.</summary>
    public IReadOnlyList<ModelPosition> Positions { get; init; } = [];

    /// <summary>The portfolios that follow it, in the order they were attached: active ones of the owner.</summary>
    public IReadOnlyList<Guid> Portfolios { get; init; } = [];

    /// <summary>When a portfolio was last rebalanced by it; null before the first time.</summary>
    public DateTimeOffset? LastRebalanceDate { get; init; }

    /// <summary>Counts the changes, from 1.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The version that the name is of.</summary>
    public int NameVersion { get; init; } = 1;

    /// <summary>The version that the positions are of.</summary>
    public int PositionsVersion { get; init; } = 1;

    /// <summary>The version that the list of portfolios is of. A portfolio that is deleted leaves it without a new one.</summary>
    public int PortfoliosVersion { get; init; } = 1;

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The name in the form on which uniqueness is decided.</summary>
    public string NameKey => Portfolio.KeyOf(Name);

    /// <summary>The sum of the targets; 1 less it is cash.</summary>
    public decimal TargetTotal => Positions.Sum(position => position.Target);

    /// <summary>The model with other parts; itself when none of them is another.</summary>
    /// <param name="name">The name.</param>
    /// <param name="positions">The positions.</param>
    /// <param name="portfolios">The portfolios.</param>
    /// <param name="now">When it is changed.</param>
    public InvestmentModel Changed(string name, IReadOnlyList<ModelPosition> positions, IReadOnlyList<Guid> portfolios, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(positions);
        ArgumentNullException.ThrowIfNull(portfolios);
        var (isName, isPositions, isPortfolios) = (name != Name, !positions.SequenceEqual(Positions), !portfolios.SequenceEqual(Portfolios));
        if (!isName && !isPositions && !isPortfolios)
        {
            return this;
        }

        var next = Version + 1;
        return this with
        {
            Name = name,
            Positions = positions,
            Portfolios = portfolios,
            Version = next,
            NameVersion = isName ? next : NameVersion,
            PositionsVersion = isPositions ? next : PositionsVersion,
            PortfoliosVersion = isPortfolios ? next : PortfoliosVersion,
            UpdatedAt = now,
        };
    }

    /// <summary>MODEL_NOT_FOUND as every use case words it: another's model is no more there than one that never was.</summary>
    public static Error NotFound() => ModelErrors.NotFound.Because("There is no such model among yours.");

    /// <summary>CONCURRENCY_ERROR: the version that is stored, and what changed since the one that was sent.</summary>
    /// <param name="sent">The version that the change was made for.</param>
    public Error OtherVersion(int sent)
    {
        var changed = new (string Part, int Version)[] { ("name", NameVersion), ("positions", PositionsVersion), ("portfolios", PortfoliosVersion) }.Where(part => part.Version > sent).ToList();
        var what = sent > Version ? "It never had that version."
            : changed.Count == 0 ? "None of its parts is another since."
            : $"Changed since: {string.Join(", ", changed.Select(part => $"{part.Part} (version {part.Version})"))}.";
        return RequestErrors.Concurrency.Because(
            $"“{Name}” has version {Version}; the change was made for {sent}. {what} Read it and decide anew.",
            "version",
            details: new Dictionary<string, object?> { [ErrorDetails.Found] = sent, ["stored"] = Version, ["changed"] = changed.Select(part => part.Part).ToList() });
    }
}
