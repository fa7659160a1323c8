using App.Core.Accounts;
using App.Core.Calculations;
using Microsoft.EntityFrameworkCore;

namespace App.Data.Accounts;

/// <summary>What operators are told of accounts, as one query of which only the parts are read that are asked for.</summary>
internal sealed class UserFacts
{
    public required AppUser User { get; init; }

    public string? Cohort { get; init; }

    public bool IsOperator { get; init; }

    public string? VerifiedBy { get; init; }

    public int Portfolios { get; init; }

    public int Positions { get; init; }

    public DateTimeOffset? LastImportAt { get; init; }

    public RunStatus? LastRunStatus { get; init; }

    public DateTimeOffset? LastRunAt { get; init; }

    public string? LastRunError { get; init; }

    public bool HasFailedRun { get; init; }

    public bool HasUncalculated { get; init; }

    /// <summary>Every part is found by an index of its own: portfolios by owner, positions, imports and runs by portfolio.</summary>
    public static IQueryable<UserFacts> Of(AppDbContext db) => Of(db, db.OperatorIds());

    private static IQueryable<UserFacts> Of(AppDbContext db, IQueryable<Guid> operators) => db.Users.AsNoTracking().Select(user => new UserFacts
    {
        User = user,
        Cohort = db.InviteCodes.Where(code => code.Code == user.InvitedWith).Select(code => code.Cohort).FirstOrDefault(),
        IsOperator = operators.Contains(user.Id),
        VerifiedBy = db.Users.Where(by => by.Id == user.VerifiedBy).Select(by => by.FullName).FirstOrDefault(),
        Portfolios = db.Portfolios.Count(portfolio => portfolio.OwnerId == user.Id && portfolio.DeletedAt == null),
        Positions = (from portfolio in db.Portfolios
                     where portfolio.OwnerId == user.Id && portfolio.DeletedAt == null
                     join position in db.Positions on portfolio.Id equals position.PortfolioId
                     select position.Id).Count(),
        LastImportAt = (from portfolio in db.Portfolios
                        where portfolio.OwnerId == user.Id && portfolio.DeletedAt == null
                        join import in db.Imports on portfolio.Id equals import.PortfolioId
                        select (DateTimeOffset?)import.ImportedAt).Max(),
        LastRunStatus = (from portfolio in db.Portfolios
                         where portfolio.OwnerId == user.Id && portfolio.DeletedAt == null
                         join run in db.Runs on portfolio.Id equals run.PortfolioId
                         orderby run.CreatedAt descending, run.Id descending
                         select (RunStatus?)run.Status).FirstOrDefault(),
        LastRunAt = (from portfolio in db.Portfolios
                     where portfolio.OwnerId == user.Id && portfolio.DeletedAt == null
                     join run in db.Runs on portfolio.Id equals run.PortfolioId
                     select (DateTimeOffset?)run.CreatedAt).Max(),
        LastRunError = (from portfolio in db.Portfolios
                        where portfolio.OwnerId == user.Id && portfolio.DeletedAt == null
                        join run in db.Runs on portfolio.Id equals run.PortfolioId
                        orderby run.CreatedAt descending, run.Id descending
                        select run.ErrorCode).FirstOrDefault(),
        HasFailedRun = db.Portfolios.Any(portfolio => portfolio.OwnerId == user.Id && portfolio.DeletedAt == null
            && db.Runs.Where(run => run.PortfolioId == portfolio.Id).OrderByDescending(run => run.CreatedAt).ThenByDescending(run => run.Id)
                .Select(run => (RunStatus?)run.Status).FirstOrDefault() == RunStatus.Failed),
        HasUncalculated = db.Portfolios.Any(portfolio => portfolio.OwnerId == user.Id && portfolio.DeletedAt == null
            && db.Positions.Any(position => position.PortfolioId == portfolio.Id) && !db.Runs.Any(run => run.PortfolioId == portfolio.Id)),
    });

    public UserRow ToRow() => new()
    {
        Id = User.Id,
        Email = User.Email ?? string.Empty,
        FullName = User.FullName,
        RegisteredAt = User.CreatedAt,
        LastSeenAt = User.LastSeenAt,
        SuspendedAt = User.SuspendedAt,
        LockedUntil = User.LockoutEnd,
        IsOperator = IsOperator,
        VerifiedAt = User.VerifiedAt,
        VerifiedBy = VerifiedBy,
        IsPremium = User.IsPremium,
        Version = User.Version,
        InvitedWith = User.InvitedWith,
        Cohort = Cohort,
        Portfolios = Portfolios,
        Positions = Positions,
        LastImportAt = LastImportAt,
        LastRunStatus = LastRunStatus,
        LastRunAt = LastRunAt,
        LastRunError = LastRunError,
        HasFailedRun = HasFailedRun,
        HasUncalculated = HasUncalculated,
    };
}
