using System.Globalization;
using System.Text;
using App.Core.Calculations;
using App.Core.Market;
using App.Core.Portfolios;
using App.Core.Risk.Analytics;
using App.Core.Snapshots;
using App.Core.Targets;

namespace App.Core.Risk;

/// <summary>The risk that no run has stored: of an earlier session, or of several portfolios as one book. Computed once for all who ask.</summary>
/// <remarks>Side effects: none but what is remembered. Nobody is asked whose the portfolios are: callers have.</remarks>
public sealed class ComputeRisk(
    ISnapshotStore snapshots, IRiskSettingsStore settings, ITargetPriceStore targets, IPriceStore prices, LoadBooks books, RiskLoader loader, AnalyticSet analytics, RiskMemory memory)
{
    /// <summary>The risk; null unless every portfolio has a complete snapshot of the session.</summary>
    /// <param name="portfolios">The portfolios, each once, of one owner.</param>
    /// <param name="session">The session.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<BookRisk?> HandleAsync(IReadOnlyList<Portfolio> portfolios, DateOnly session, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(portfolios);
        Guid[] ids = [.. portfolios.Select(portfolio => portfolio.Id)];
        var closes = await snapshots.LastCompleteAsync(ids, session, cancellationToken);
        if (ids.Length == 0 || Array.Exists(ids, id => closes.GetValueOrDefault(id)?.Session != session))
        {
            return null;
        }

        var terms = new RiskTerms(await settings.CurrentAsync(cancellationToken), await targets.ListAsync(portfolios[0].OwnerId, cancellationToken));
        var key = KeyOf(portfolios, session, closes, terms);
        if (memory.Computed.TryFind(key, out var known) && known.Prices == PriceIdentity.Of(known.Symbols, await prices.SecuritiesAsync(known.Symbols, cancellationToken)))
        {
            return known.Risk;
        }

        if (await books.HandleAsync(ids, session, cancellationToken) is not { } loaded)
        {
            return null;
        }

        var risk = await Task.Run(() => Compute(session, loaded, cancellationToken), cancellationToken);
        memory.Computed.Put(key, new ComputedRisk(risk, loaded.Symbols, loaded.PriceIdentity));
        return risk;
    }

    private static string KeyOf(IReadOnlyList<Portfolio> portfolios, DateOnly session, IReadOnlyDictionary<Guid, PortfolioSnapshot> closes, RiskTerms terms)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{session:O};{terms.ToIdentity()}");
        foreach (var portfolio in portfolios)
        {
            var close = closes[portfolio.Id];
            text.Append(CultureInfo.InvariantCulture, $";{portfolio.Id},{portfolio.PositionsVersion},{close.RunId},{close.CompletedAt:O},{close.Equity}");
        }

        return text.ToString();
    }

    // Off the caller's thread, which may be a circuit's: a book of thousands takes a second.
    private BookRisk Compute(DateOnly session, SessionBooks loaded, CancellationToken cancellationToken)
    {
        var data = loader.Load(loaded.Books, loaded.Prices, loaded.Equity, loaded.Terms);
        return new BookRisk(
            session, null, loaded.Equity, [.. analytics.All.AsParallel().AsOrdered().WithCancellation(cancellationToken).Select(analytic => Attempt(analytic, data))], loaded.Terms.Settings);
    }

    private static RiskResult Attempt(IAnalytic analytic, RiskData data)
    {
        try
        {
            return analytic.Compute(data);
        }
#pragma warning disable CA1031 // The border of one analytic among many, as in a run: the others are shown.
        catch (Exception)
#pragma warning restore CA1031
        {
            return RiskResult.Failed(analytic.Id);
        }
    }
}
