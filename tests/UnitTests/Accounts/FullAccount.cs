using App.Core.Accounts;
using App.Core.Batches;
using App.Core.Calculations;
using App.Core.Idempotency;
using App.Core.Imports;
using App.Core.Imports.Brokers;
using App.Core.Market;
using App.Core.Operations;
using App.Core.Orders;
using App.Core.Portfolios;
using App.Core.Risk;
using App.Core.Snapshots;
using App.Core.Targets;
using App.Data;
using App.Data.Models;
using App.Data.Providers;
using App.Data.Risk;
using App.Testing;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace UnitTests.Accounts;

/// <summary>An account with a row in every table that can have one of it, and two portfolios, one of them deleted.</summary>
internal sealed record FullAccount(Guid UserId, string Email, string FullName, Portfolio Portfolio, Portfolio Deleted, string InviteCode, Guid OperatorId)
{
    private static int _versions = 1_000;

    /// <summary>All ids that nothing but the trail may have after the account is deleted.</summary>
    public IReadOnlyList<Guid> Ids => [UserId, Portfolio.Id, Deleted.Id];

    public static async Task<FullAccount> StoredAsync(TestDatabase database, CancellationToken token)
    {
        var (owner, other) = (await database.AddUserAsync(token), await database.AddUserAsync(token));
        var name = $"Zoë 陳 {TestIds.Next():N}";
        var portfolio = new PortfolioBuilder { OwnerId = owner, Name = "Long haul", Description = "=for later" }.Build();
        portfolio.Source = new AccountSource("schwab", "…1234", "Individual");
        var deleted = new PortfolioBuilder { OwnerId = owner, Name = "Of yore", CreatedAt = TestTimes.Now.AddDays(1) }.Build();
        deleted.DeletedAt = TestTimes.Now;
        var full = new FullAccount(owner, $"{owner}@example.org", name, portfolio, deleted, $"CODE-{TestIds.Next():N}".ToUpperInvariant(), other);
        using var acting = Actor.Begin(new Actor(owner, null, ActorChannel.Page, "correlation"));
        await database.Get<Database>().WriteAsync(
            async (db, cancellation) =>
            {
                await full.AddUserRowsAsync(db, cancellation);
                AddPortfolioRows(db, portfolio);
                AddPortfolioRows(db, deleted);
                full.AddModelRows(db);
                await full.AddElsewhereAsync(db, cancellation);
                await db.SaveChangesAsync(cancellation);
                await database.Get<Database>().AuditAsync(db, new(AuditAction.PortfolioImported, owner, portfolio.Id), cancellation);
                return true;
            },
            token);
        return full;
    }

    private async Task AddUserRowsAsync(AppDbContext db, CancellationToken token)
    {
        db.InviteCodes.Add(new InviteCode { Code = InviteCode, Cohort = "spring", CreatedAt = TestTimes.Now, MaxUses = 3, Uses = 2 });
        await db.Users.Where(user => user.Id == UserId).ExecuteUpdateAsync(
            set => set.SetProperty(user => user.FullName, FullName).SetProperty(user => user.InvitedWith, InviteCode).SetProperty(user => user.PasswordHash, "secret-hash")
                .SetProperty(user => user.SecurityStamp, "secret-stamp").SetProperty(user => user.PhoneNumber, "555-0100")
                .SetProperty(user => user.Locale, "de-CH").SetProperty(user => user.Theme, "dark").SetProperty(user => user.Amounts, "hidden").SetProperty(user => user.IsPremium, true)
                .SetProperty(user => user.VerifiedAt, TestTimes.Now).SetProperty(user => user.VerifiedBy, OperatorId),
            token);
        await db.Users.Where(user => user.Id == OperatorId).ExecuteUpdateAsync(set => set.SetProperty(user => user.VerifiedBy, UserId), token);
        var role = new IdentityRole<Guid>($"role-{UserId}") { Id = TestIds.Next() };
        role.NormalizedName = $"ROLE-{TestIds.Next():N}";
        (role.Name, role.ConcurrencyStamp) = ("tester", null);
        db.Roles.Add(role);
        db.UserRoles.Add(new IdentityUserRole<Guid> { UserId = UserId, RoleId = role.Id });
        db.RoleClaims.Add(new IdentityRoleClaim<Guid> { RoleId = role.Id, ClaimType = "may", ClaimValue = "look" });
        db.UserClaims.Add(new IdentityUserClaim<Guid> { UserId = UserId, ClaimType = "likes", ClaimValue = "boats" });
        db.UserLogins.Add(new IdentityUserLogin<Guid> { UserId = UserId, LoginProvider = "elsewhere", ProviderKey = $"{UserId:N}", ProviderDisplayName = "Elsewhere" });
        db.UserTokens.Add(new IdentityUserToken<Guid> { UserId = UserId, LoginProvider = "[AspNetUserStore]", Name = "AuthenticatorKey", Value = "secret-key" });
        db.UserPasskeys.Add(new IdentityUserPasskey<Guid>
        {
            UserId = UserId,
            CredentialId = UserId.ToByteArray(),
            Data = new IdentityPasskeyData { PublicKey = [1], Name = "Laptop", CreatedAt = TestTimes.Now, SignCount = 1, Transports = [], IsUserVerified = true, AttestationObject = [2], ClientDataJson = [3] },
        });
        db.UserSessions.Add(new UserSession
        {
            Id = TestIds.Next(),
            UserId = UserId,
            Kind = SessionKind.Browser,
            CreatedAt = TestTimes.Now,
            LastSeenAt = TestTimes.Now,
            ExpiresAt = TestTimes.Now.AddDays(14),
            Address = "203.0.113.7",
            UserAgent = "=Mozilla",
        });
        db.Impersonations.Add(new Impersonation
        {
            Id = TestIds.Next(),
            SessionId = TestIds.Next(),
            ImpersonatorId = OperatorId,
            TargetId = UserId,
            Reason = "Asked for help with an import",
            StartedAt = TestTimes.Now,
            ExpiresAt = TestTimes.Now.AddYears(1),
        });
        db.RateBuckets.Add(new RateBucket { Policy = "uploads", Subject = UserId.ToString(), StartsAt = TestTimes.Now, Count = 3 });
        db.IdempotentRequests.Add(new IdempotentRequest
        {
            OwnerId = UserId,
            Route = "POST /api/v1/onboarding/create-portfolio",
            Key = "one",
            Fingerprint = "secret-fingerprint",
            Attempt = TestIds.Next(),
            StartedAt = TestTimes.Now,
            LeaseUntil = TestTimes.Now,
            ExpiresAt = TestTimes.Now.AddDays(7),
            Status = 201,
            ContentType = "application/json",
            Body = [1],
        });
        db.OutgoingMails.Add(new OutgoingMail { Id = TestIds.Next(), UserId = UserId, Kind = "welcome", Payload = "secret-payload", CreatedAt = TestTimes.Now, NextTryAt = TestTimes.Now });
        var batch = new Batch { Id = TestIds.Next(), OwnerId = UserId, OperationType = "custom", IsAtomic = false, ClientReference = "=mine", WebhookUrl = "https://hooks.example.org/", Status = BatchStatus.Pending, Total = 1, CreatedAt = TestTimes.Now };
        db.Batches.Add(batch);
        db.BatchOperations.Add(new BatchOperation { BatchId = batch.Id, Index = 0, Method = "PATCH", ResourceId = "+one", Data = "{}", Status = OperationStatus.Pending });
        db.BatchTemplates.Add(new BatchTemplate { Id = TestIds.Next(), OwnerId = UserId, Name = "@weekly", NameKey = "@WEEKLY", OperationType = "custom", Operations = 1, Body = "{}", SavedAt = TestTimes.Now });
        var delivery = WebhookDelivery.Of(TestIds.Next(), batch.Id, batch.WebhookUrl, TestTimes.Now);
        db.WebhookDeliveries.Add(delivery);
        db.WebhookAttempts.Add(new WebhookAttempt { DeliveryId = delivery.Id, Number = 1, At = TestTimes.Now, HttpStatus = 500, DurationMs = 12, Error = "-none" });
        db.PositionViews.Add(new PositionView { Id = TestIds.Next(), OwnerId = UserId, Name = "By theta", NameKey = "BY THETA", Query = "sort=-theta", SavedAt = TestTimes.Now });
        db.TargetPrices.Add(new TargetPrice { OwnerId = UserId, Symbol = "KO", Direction = TargetDirection.Long, EndOfYear = 70.5m, Note = "-5% at worst", UpdatedAt = TestTimes.Now });
    }

    private static void AddPortfolioRows(AppDbContext db, Portfolio portfolio)
    {
        var id = portfolio.Id;
        Position[] positions =
        [
            new PositionBuilder { PortfolioId = id, Ordinal = 0, Symbol = "KO", Quantity = -12.5m, EntryPrice = 61.2m }.Build(),
            Position.From(
                new PositionDraft
                {
                    Symbol = "MSFT", Quantity = 2m, EntryPrice = 12.3512m, EntryDate = new DateOnly(2024, 3, 15), Class = InvestmentClass.Options, Subtype = InvestmentSubtype.Call,
                    Option = new OptionTerms("MSFT", 450m, new DateOnly(2035, 1, 19), OptionType.Call),
                },
                TestIds.Next(), id, 1),
            new PositionBuilder { PortfolioId = id, Ordinal = 2, Symbol = "NVDA", ExitDate = new DateOnly(2024, 6, 14), ExitPrice = 131.88m }.Build(),
            new PositionBuilder { PortfolioId = id, Ordinal = 3, Symbol = "FUND_A", Class = InvestmentClass.Private, Subtype = InvestmentSubtype.HedgeFund, EntryPrice = 50_000m }.Build(),
            new PositionBuilder { PortfolioId = id, Ordinal = 4, Symbol = "BRK.B", EntryPrice = 301.12345678m, IsEstimated = true }.Build(),
        ];
        var import = new ImportRecord { Id = TestIds.Next(), PortfolioId = id, FileName = "=positions.csv", TotalRows = 5, PositionsImported = 5, ImportedAt = TestTimes.Now };
        var run = new RunBuilder { PortfolioId = id }.Build();
        run.Progress = run.Progress with { Warnings = ["KO has no price of the session."] };
        db.AddRange([portfolio, .. positions, import, run]);
        db.Valuations.Add(new PositionValuation { Id = TestIds.Next(), PositionId = positions[3].Id, Date = new DateOnly(2025, 3, 31), Price = 52_000m, CreatedAt = TestTimes.Now });
        db.CashEntries.Add(new CashEntry { Id = TestIds.Next(), PortfolioId = id, Date = TestTimes.Session, Kind = CashEntryKind.Deposit, Amount = 1_000m, Note = "@home", CreatedAt = TestTimes.Now });
        db.ImportUndos.Add(new ImportUndo { PortfolioId = id, ImportId = import.Id, PositionsVersion = 1, Positions = [positions[0]] });
        db.ColumnMappings.Add(new ColumnMapping
        {
            PortfolioId = id,
            HeaderKey = "key",
            HasHeader = true,
            Columns = new Dictionary<PositionField, int> { [Enum.GetValues<PositionField>()[0]] = 2 },
            SavedAt = TestTimes.Now,
        });
        var snapshot = new SnapshotBuilder { Claim = new RunClaim(run, 1) }.Build();
        snapshot.IsComplete = true;
        db.Snapshots.Add(snapshot);
        db.PositionValues.Add(new PositionValue
        {
            PositionId = positions[0].Id,
            PortfolioId = id,
            Session = TestTimes.Session,
            IsOpen = true,
            SplitFactor = 1m,
            Price = 62m,
            Source = MarkSource.Quoted,
            PriceDate = TestTimes.Session,
            Note = "+1 day old",
            MarketValue = -775m,
            CostBasis = -765m,
            DayPnl = 1m,
            Pnl = -10m,
            Weight = -0.003,
            NeedsPriceUpdate = false,
        });
        db.RiskReports.Add(new RiskReport { PortfolioId = id, Session = TestTimes.Session, RunId = run.Id, Results = [RiskResult.Failed("market_beta")] });
    }

    private void AddModelRows(AppDbContext db)
    {
        var model = new ModelRow
        {
            Id = TestIds.Next(),
            OwnerId = UserId,
            Name = "=Mine",
            NameKey = "=MINE",
            Version = 1,
            NameVersion = 1,
            PositionsVersion = 1,
            PortfoliosVersion = 1,
            CreatedAt = TestTimes.Now,
            UpdatedAt = TestTimes.Now,
        };
        var order = new OrderBuilder { OwnerId = UserId, PortfolioId = Portfolio.Id, Notes = "+watch it" }.Build();
        db.AddRange(
            model,
            new ModelPositionRow { ModelId = model.Id, Ordinal = 0, Security = "KO", Target = .5m, LowDrift = .01m, HighDrift = .02m },
            new ModelPortfolioRow { ModelId = model.Id, PortfolioId = Portfolio.Id, Ordinal = 0 },
            order,
            new OrderEvent { OrderId = order.Id, Version = 1, At = TestTimes.Now, ActorId = UserId, ToStatus = OrderStatus.Draft });
    }

    // Rows that are others' or the installation's, and name the user.
    private async Task AddElsewhereAsync(AppDbContext db, CancellationToken token)
    {
        var theirs = new PortfolioBuilder { OwnerId = OperatorId }.Build();
        var run = new CalculationRun
        {
            Id = TestIds.Next(),
            PortfolioId = theirs.Id,
            RequestedBy = UserId,
            Kind = RunKind.Manual,
            Status = RunStatus.Completed,
            Session = TestTimes.Session,
            Progress = RunSteps.AmongMany(),
            CreatedAt = TestTimes.Now,
        };
        db.AddRange(theirs, run, new PositionBuilder { PortfolioId = theirs.Id, Symbol = "SHARED" }.Build());
        db.EndOfDays.Add(new EndOfDay { Id = TestIds.Next(), Session = TestTimes.Session.AddDays(-_versions), RequestedBy = UserId, Status = RunStatus.Completed, Progress = RunSteps.EndOfDay(TestTimes.Now), CreatedAt = TestTimes.Now });
        var version = Interlocked.Increment(ref _versions);
        db.RiskSettings.Add(new RiskSettingsRow { Version = version, Document = (RiskSettings.Standard with { Version = version }).ToJson(), CreatedAt = TestTimes.Now, CreatedBy = UserId });
        db.InviteCodes.Add(new InviteCode { Code = $"MADE-{TestIds.Next():N}", Cohort = "made", CreatedAt = TestTimes.Now, CreatedBy = UserId });
        if (!await db.Securities.AnyAsync(security => security.Symbol == "KO", token))
        {
            db.Securities.Add(new Security { Symbol = "KO", Name = "Coca-Cola", FirstBar = TestTimes.Session });
        }
    }
}
