using App.Core.Market;
using App.Core.Portfolios;
using App.Data.Providers;
using Microsoft.EntityFrameworkCore;

namespace App.Data.Market;

/// <summary>How it is with market data, read off the security master.</summary>
internal sealed class MarketHealthStore(Database database) : IMarketHealth
{
    public Task<IReadOnlyList<SourceHealth>> SourcesAsync(CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyList<SourceHealth>>(
            async (db, token) =>
            {
                var sources = await db.Securities.GroupBy(security => new { security.Source, security.IsSample })
                    .Select(group => new
                    {
                        group.Key.Source,
                        group.Key.IsSample,
                        Symbols = group.Count(),
                        Newest = group.Max(security => security.LastBar),
                        Answered = group.Max(security => security.AnsweredAt),
                        Waiting = group.Count(security => security.UnavailableAt != null),
                        Failed = group.Max(security => security.UnavailableAt),
                    }).ToListAsync(token);
                return [.. sources.OrderByDescending(source => source.Symbols).ThenBy(source => source.Source, StringComparer.Ordinal)
                    .Select(source => new SourceHealth(source.Source, source.IsSample, source.Symbols, source.Newest, source.Answered, source.Waiting, source.Failed))];
            },
            cancellationToken);

    public Task<TroubleCounts> CountsAsync(DateOnly staleBefore, CancellationToken cancellationToken) =>
        database.RunAsync(
            async (db, token) => new TroubleCounts(
                await Having(db, SymbolTrouble.Missing, staleBefore).CountAsync(token),
                await Having(db, SymbolTrouble.Stale, staleBefore).CountAsync(token),
                await Having(db, SymbolTrouble.Waiting, staleBefore).CountAsync(token),
                await db.Securities.CountAsync(security => security.IsSample, token)),
            cancellationToken);

    public Task<Page<TroubledSymbol>> ListAsync(SymbolTrouble trouble, DateOnly staleBefore, int limit, int offset, CancellationToken cancellationToken) =>
        database.RunAsync(
            async (db, token) =>
            {
                var having = Having(db, trouble, staleBefore);
                var page = await having.OrderBy(security => security.Symbol).Skip(offset).Take(limit).ToListAsync(token);
                var symbols = page.ConvertAll(security => security.Symbol);
                var held = await db.Positions
                    .Where(position => symbols.Contains(position.Symbol) && db.Portfolios.Any(portfolio => portfolio.Id == position.PortfolioId && portfolio.DeletedAt == null))
                    .GroupBy(position => position.Symbol)
                    .Select(group => new { Symbol = group.Key, Portfolios = group.Select(position => position.PortfolioId).Distinct().Count() })
                    .ToDictionaryAsync(each => each.Symbol, each => each.Portfolios, token);
                return new Page<TroubledSymbol>(
                    page.ConvertAll(security => new TroubledSymbol(
                        security.Symbol, security.Name, security.Source, security.LastBar, security.Missing, security.UnavailableAt, held.GetValueOrDefault(security.Symbol))),
                    await having.CountAsync(token));
            },
            cancellationToken);

    // Of what nobody holds any more no price is missed.
    private static IQueryable<Security> Having(AppDbContext db, SymbolTrouble trouble, DateOnly staleBefore)
    {
        var open = db.Positions.Where(position => position.ExitDate == null && db.Portfolios.Any(portfolio => portfolio.Id == position.PortfolioId && portfolio.DeletedAt == null));
        var held = open.Select(position => position.Symbol).Union(open.Where(position => position.UnderlyingSymbol != null).Select(position => position.UnderlyingSymbol!));
        var securities = db.Securities.AsNoTracking();
        return trouble switch
        {
            SymbolTrouble.Missing => securities.Where(security => security.LastBar == null && security.Missing != null && held.Contains(security.Symbol)),
            SymbolTrouble.Stale => securities.Where(security => security.LastBar < staleBefore && held.Contains(security.Symbol)),
            _ => securities.Where(security => security.UnavailableAt != null),
        };
    }
}
