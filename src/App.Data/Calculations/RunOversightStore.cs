using App.Core.Calculations;
using App.Core.Operations;
using App.Core.Portfolios;
using App.Data.Providers;
using Microsoft.EntityFrameworkCore;

namespace App.Data.Calculations;

/// <summary>The runs of all users in the database.</summary>
internal sealed class RunOversightStore(Database database) : IRunOversight
{
    public Task<Page<OverseenRun>> ListAsync(RunSearch search, CancellationToken cancellationToken) =>
        database.RunAsync(
            async (db, token) =>
            {
                // Their ids sort by when they were made, and have an index: a page is found without looking at all runs there ever were.
                var matching = Matching(db, search);
                var page = await Told(db, matching.OrderByDescending(run => run.Id).Skip(search.Offset).Take(search.Limit)).ToListAsync(token);
                return new Page<OverseenRun>([.. page.OrderByDescending(each => each.Run.Id).Select(ToOverseen)], await matching.CountAsync(token));
            },
            cancellationToken);

    public Task<OverseenRun?> FindAsync(Guid runId, CancellationToken cancellationToken) =>
        database.RunAsync(
            async (db, token) => await Told(db, db.Runs.Where(run => run.Id == runId)).SingleOrDefaultAsync(token) is { } found ? ToOverseen(found) : null, cancellationToken);

    private static IQueryable<Row> Told(AppDbContext db, IQueryable<CalculationRun> runs) =>
        from run in runs.AsNoTracking()
        join portfolio in db.Portfolios on run.PortfolioId equals portfolio.Id
        select new Row
        {
            Run = run,
            OwnerId = portfolio.OwnerId,
            Owner = db.Users.Where(user => user.Id == portfolio.OwnerId).Select(user => user.Email).FirstOrDefault(),
            Portfolio = portfolio.Name,
            IsDeleted = portfolio.DeletedAt != null,
        };

    private static IQueryable<CalculationRun> Matching(AppDbContext db, RunSearch search)
    {
        IQueryable<CalculationRun> runs = db.Runs;
        if (search.Status is { } status)
        {
            runs = runs.Where(run => run.Status == status);
        }

        if (search.Who?.Trim().ToUpperInvariant() is { Length: > 0 } part)
        {
#pragma warning disable CA1304, CA1311, CA1862 // Done by the database, which has no culture of ours.
            var people = db.Users.Where(user => user.NormalizedEmail!.Contains(part) || user.FullName.ToUpper().Contains(part));
#pragma warning restore CA1304, CA1311, CA1862
            runs = runs.Where(run => db.Portfolios.Any(portfolio => portfolio.Id == run.PortfolioId && people.Any(user => user.Id == portfolio.OwnerId)));
        }

        if (search.From is { } from)
        {
            var first = from.Begins();
            runs = runs.Where(run => run.CreatedAt >= first);
        }

        if (search.To is { } to)
        {
            var end = to.Ends();
            runs = runs.Where(run => run.CreatedAt < end);
        }

        return runs.Where(run => (search.PortfolioId == null || run.PortfolioId == search.PortfolioId)
            && (search.Kind == null || run.Kind == search.Kind)
            && (search.ErrorCode == null || run.ErrorCode == search.ErrorCode)
            && (search.EndOfDayId == null || run.EndOfDayId == search.EndOfDayId));
    }

    private static OverseenRun ToOverseen(Row row) => new(row.Run.ToView(), row.OwnerId, row.Owner, row.Portfolio, row.IsDeleted, row.Run.EndOfDayId, row.Run.Node);

    private sealed class Row
    {
        public required CalculationRun Run { get; init; }

        public Guid OwnerId { get; init; }

        public string? Owner { get; init; }

        public required string Portfolio { get; init; }

        public bool IsDeleted { get; init; }
    }
}
