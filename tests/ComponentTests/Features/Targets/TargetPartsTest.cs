using App.Core.Portfolios;
using App.Core.Results;
using App.Core.Targets;
using App.Features.Targets;
using App.Testing;
using Bunit;
using ComponentTests.CommandCenter;
using Microsoft.AspNetCore.Components;

namespace ComponentTests.Features.Targets;

/// <summary>Renders parts of the page of targets, and keeps what they ask for.</summary>
public abstract class TargetPartsTest : PartsTest
{
    private readonly List<TargetEdit> _saved = [];
    private readonly List<TargetKey> _removed = [];

    /// <summary>The prices that were to be stored, in order.</summary>
    protected IReadOnlyList<TargetEdit> Saved => _saved;

    /// <summary>The targets that were to be taken back.</summary>
    protected IReadOnlyList<TargetKey> Removed => _removed;

    /// <summary>What an answer to storing a price is; nothing wrong unless set.</summary>
    protected Func<TargetEdit, Task<IReadOnlyList<Error>>> Answer { get; set; } = _ => Task.FromResult<IReadOnlyList<Error>>([]);

    protected IRenderedComponent<T> Show<T>(Action<ComponentParameterCollectionBuilder<T>> parameters)
        where T : IComponent => Render<T>(all =>
    {
        all.AddCascadingValue(new TargetActions(
            edit =>
            {
                _saved.Add(edit);
                return Answer(edit);
            },
            target =>
            {
                _removed.Add(target.Key);
                return Task.CompletedTask;
            }));
        parameters(all);
    });

    protected static TargetPrice Target(string symbol, decimal? endOfYear = null, TargetDirection direction = TargetDirection.Long, decimal? downside = null, string? note = null) =>
        new TargetDraft(new TargetKey(symbol, direction), endOfYear, null, downside, note).By(Views.Owner, TestTimes.Now);

    /// <summary>What is held in a portfolio worth 100 000, as the page gets it.</summary>
    protected static ExpectedReturns Returns(IReadOnlyList<App.Features.CommandCenter.PositionRow> rows, params TargetPrice[] targets)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var portfolio = Views.Portfolio();
        var snapshot = new App.Core.Snapshots.PortfolioSnapshot
        {
            PortfolioId = portfolio.Id,
            Session = Views.Session,
            RunId = Guid.Empty,
            Fence = 0,
            LeaseUntil = TestTimes.Now,
            CreatedAt = TestTimes.Now,
            IsComplete = true,
            Equity = 100_000,
        };
        return ExpectedReturns.Of(
            new PortfolioOverview(portfolio, snapshot, 0, Views.Exposures(rows), [.. rows.Select(row => new ValuedPosition(row.Position, row.Mark, row.Name))], null, 1), targets);
    }
}
