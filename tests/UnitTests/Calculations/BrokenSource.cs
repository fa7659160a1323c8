using System.Runtime.CompilerServices;
using App.Core.Market;
using App.Core.Market.Sample;

namespace UnitTests.Calculations;

/// <summary>A source whose prices never come without something happening first.</summary>
internal sealed class BrokenSource(Func<CancellationToken, Task> before) : IMarketDataSource
{
    private readonly SampleMarket _sample = new();

    public BrokenSource(Action before)
        : this(_ =>
        {
            before();
            return Task.CompletedTask;
        })
    {
    }

    public string Name => "Broken";

    public bool IsSample => true;

    public bool TellsActions => true;

    public async IAsyncEnumerable<SourceAnswer<PriceHistory>> GetHistoriesAsync(
        IReadOnlyList<HistoryRequest> requests, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await before(cancellationToken);
        foreach (var request in requests)
        {
            yield return SampleMarket.History(request.Symbol, request.From, request.To);
        }
    }

    public IAsyncEnumerable<SourceAnswer<SecurityProfile>> GetProfilesAsync(IReadOnlyList<string> symbols, CancellationToken cancellationToken) =>
        _sample.GetProfilesAsync(symbols, cancellationToken);

    public IAsyncEnumerable<SourceAnswer<Fundamentals>> GetFundamentalsAsync(IReadOnlyList<string> symbols, CancellationToken cancellationToken) =>
        _sample.GetFundamentalsAsync(symbols, cancellationToken);
}
