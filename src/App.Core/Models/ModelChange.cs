using App.Core.Operations;
using App.Core.Results;

namespace App.Core.Models;

/// <summary>What is to become of a model.</summary>
public abstract record ModelChange
{
    /// <summary>The portfolios that it attaches, which have to be the owner's.</summary>
    public virtual IReadOnlyList<Guid> Attached => [];

    /// <summary>The model as it would be; itself when nothing of it would be another. Errors: VALIDATION_ERROR, BUSINESS_RULE_VIOLATION.</summary>
    public abstract Result<InvestmentModel> ApplyTo(InvestmentModel model, DateTimeOffset now);

    private static Result<InvestmentModel> WithPositions(InvestmentModel model, IReadOnlyList<ModelPosition> positions, DateTimeOffset now) =>
        ModelRules.FaultOfWhole(positions) is { } fault ? fault : model.Changed(model.Name, positions, model.Portfolios, now);

    private static Result<InvestmentModel> WithPortfolios(InvestmentModel model, IReadOnlyList<Guid> portfolios, DateTimeOffset now) => portfolios.Count > ModelRules.MostPortfolios
        ? ModelRules.Fault($"The model would have {portfolios.Count} portfolios; {ModelRules.MostPortfolios} are allowed. Remove some, or make a second model.", "portfolios", null)
        : model.Changed(model.Name, model.Positions, portfolios, now);

    private static ModelPosition? PositionOf(InvestmentModel model, string security) => model.Positions.FirstOrDefault(position => IsSame(position.Security, security));

    private static bool IsSame(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    /// <summary>Other parts in the place of those there are; null leaves a part as it is.</summary>
    /// <param name="Name">The name.</param>
    /// <param name="Positions">All positions.</param>
    /// <param name="Portfolios">All portfolios.</param>
    public sealed record Replace(string? Name, IReadOnlyList<ModelPosition>? Positions, IReadOnlyList<Guid>? Portfolios) : ModelChange
    {
        /// <inheritdoc/>
        public override IReadOnlyList<Guid> Attached => Portfolios ?? [];

        /// <inheritdoc/>
        public override Result<InvestmentModel> ApplyTo(InvestmentModel model, DateTimeOffset now)
        {
            ArgumentNullException.ThrowIfNull(model);
            return model.Changed(Name ?? model.Name, Positions ?? model.Positions, Portfolios ?? model.Portfolios, now);
        }
    }

    /// <summary>Positions that it does not have yet; those of target 0 add nothing.</summary>
    public sealed record AddPositions(IReadOnlyList<ModelPosition> Positions) : ModelChange
    {
        /// <inheritdoc/>
        public override Result<InvestmentModel> ApplyTo(InvestmentModel model, DateTimeOffset now)
        {
            ArgumentNullException.ThrowIfNull(model);
            var there = Positions.Where(position => PositionOf(model, position.Security) is not null).Select(position => position.Security).ToList();
            return there.Count > 0
                ? RequestErrors.BusinessRule.Because(
                    $"“{model.Name}” has {string.Join(", ", there)} already. Change a position that is there with PUT.", "positions", details: new Dictionary<string, object?> { [ErrorDetails.Found] = there })
                : WithPositions(model, [.. model.Positions, .. Positions.Where(position => position.Target > 0)], now);
        }
    }

    /// <summary>Other figures for positions that it has; a target of 0 takes one out.</summary>
    public sealed record SetPositions(IReadOnlyList<ModelPosition> Positions) : ModelChange
    {
        /// <inheritdoc/>
        public override Result<InvestmentModel> ApplyTo(InvestmentModel model, DateTimeOffset now)
        {
            ArgumentNullException.ThrowIfNull(model);
            var missing = Positions.Where(position => PositionOf(model, position.Security) is null).Select(position => position.Security).ToList();
            if (missing.Count > 0)
            {
                return RequestErrors.BusinessRule.Because(
                    $"“{model.Name}” has no position of {string.Join(", ", missing)}. Add a position with POST.", "positions", details: new Dictionary<string, object?> { [ErrorDetails.Found] = missing });
            }

            // In the place that it has, under the name that it has there.
            var positions = model.Positions.Select(stored => Positions.FirstOrDefault(position => IsSame(position.Security, stored.Security)) is { } set ? set with { Security = stored.Security } : stored);
            return WithPositions(model, [.. positions.Where(position => position.Target > 0)], now);
        }
    }

    /// <summary>Without positions of these securities; one that it does not have is none to take out.</summary>
    public sealed record RemovePositions(IReadOnlyList<string> Securities) : ModelChange
    {
        /// <inheritdoc/>
        public override Result<InvestmentModel> ApplyTo(InvestmentModel model, DateTimeOffset now)
        {
            ArgumentNullException.ThrowIfNull(model);
            return WithPositions(model, [.. model.Positions.Where(position => !Securities.Any(security => IsSame(security, position.Security)))], now);
        }
    }

    /// <summary>With these portfolios too; one that follows it already does so once.</summary>
    public sealed record AddPortfolios(IReadOnlyList<Guid> Portfolios) : ModelChange
    {
        /// <inheritdoc/>
        public override IReadOnlyList<Guid> Attached => Portfolios;

        /// <inheritdoc/>
        public override Result<InvestmentModel> ApplyTo(InvestmentModel model, DateTimeOffset now)
        {
            ArgumentNullException.ThrowIfNull(model);
            return WithPortfolios(model, [.. model.Portfolios.Union(Portfolios)], now);
        }
    }

    /// <summary>Without these portfolios; one that does not follow it is none to take out.</summary>
    public sealed record RemovePortfolios(IReadOnlyList<Guid> Portfolios) : ModelChange
    {
        /// <inheritdoc/>
        public override Result<InvestmentModel> ApplyTo(InvestmentModel model, DateTimeOffset now)
        {
            ArgumentNullException.ThrowIfNull(model);
            return WithPortfolios(model, [.. model.Portfolios.Except(Portfolios)], now);
        }
    }
}
