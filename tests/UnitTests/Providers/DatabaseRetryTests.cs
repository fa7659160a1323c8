using System.Net.Sockets;
using App.Core.Accounts;
using App.Core.Operations;
using App.Core.Portfolios;
using App.Data;
using App.Data.Accounts;
using App.Data.Providers;
using App.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Shouldly;
using Xunit;

namespace UnitTests.Providers;

/// <summary>What is tried again, how often and when, on both databases.</summary>
public sealed class DatabaseRetryTests : IAsyncDisposable
{
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4)];

    private readonly ManualTime _time = new(TestTimes.Now) { SkipsWaits = true };
    private readonly FaultInjector _faults = new();
    private TestDatabase? _database;

    public static TheoryData<DatabaseProvider, string> Transient { get; } = new()
    {
        { DatabaseProvider.Sqlite, "busy" },
        { DatabaseProvider.Sqlite, "locked" },
        { DatabaseProvider.Postgres, PostgresErrorCodes.SerializationFailure },
        { DatabaseProvider.Postgres, PostgresErrorCodes.DeadlockDetected },
        { DatabaseProvider.Postgres, PostgresErrorCodes.AdminShutdown },
        { DatabaseProvider.Postgres, PostgresErrorCodes.CrashShutdown },
        { DatabaseProvider.Postgres, PostgresErrorCodes.CannotConnectNow },
        { DatabaseProvider.Postgres, PostgresErrorCodes.TooManyConnections },
        { DatabaseProvider.Postgres, "connection" },
        { DatabaseProvider.Postgres, "time-out" },
    };

    public static TheoryData<DatabaseProvider, string> Lasting { get; } = new()
    {
        { DatabaseProvider.Sqlite, "constraint" },
        { DatabaseProvider.Sqlite, "syntax" },
        { DatabaseProvider.Postgres, PostgresErrorCodes.UniqueViolation },
        { DatabaseProvider.Postgres, PostgresErrorCodes.ForeignKeyViolation },
        { DatabaseProvider.Postgres, PostgresErrorCodes.NotNullViolation },
        { DatabaseProvider.Postgres, PostgresErrorCodes.InsufficientPrivilege },
        { DatabaseProvider.Postgres, PostgresErrorCodes.InvalidPassword },
        { DatabaseProvider.Postgres, PostgresErrorCodes.SyntaxError },
        { DatabaseProvider.Postgres, PostgresErrorCodes.UndefinedTable },
        { DatabaseProvider.Postgres, PostgresErrorCodes.StringDataRightTruncation },
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Transient))]
    public async Task RunAsync_FaultThatPasses_IsTriedAgainAfterOneTwoAndFourSeconds(DatabaseProvider provider, string kind)
    {
        var database = await CreateAsync(provider);
        _faults.FailNext(Fault(kind), Fault(kind), Fault(kind));

        (await CountUsersAsync(database)).ShouldBe(0);

        _time.Skipped.ShouldBe(Pauses);
        _faults.Seen.ShouldBe(4);
    }

    [Theory]
    [MemberData(nameof(Transient))]
    public async Task RunAsync_FaultThatStays_IsThrownAfterTheFourthTry(DatabaseProvider provider, string kind)
    {
        var database = await CreateAsync(provider);
        _faults.FailNext(Fault(kind), Fault(kind), Fault(kind), Fault(kind));

        var thrown = await Should.ThrowAsync<DatabaseUnavailableException>(() => CountUsersAsync(database));

        Database.IsTransient(thrown.InnerException.ShouldNotBeNull()).ShouldBeTrue();
        _time.Skipped.ShouldBe(Pauses);
        _faults.Seen.ShouldBe(4);
    }

    [Theory]
    [MemberData(nameof(Transient))]
    public async Task WriteAsync_FaultInSaveChanges_IsTriedAgainFromTheStartOfTheTransaction(DatabaseProvider provider, string kind)
    {
        var database = await CreateAsync(provider);
        var user = User();
        var tries = 0;
        await database.Get<Database>().WriteAsync(
            async (db, token) =>
            {
                tries++;
                db.Add(new InviteCode { Code = $"TRY-{tries}", Cohort = "x", CreatedAt = TestTimes.Now });
                await db.SaveChangesAsync(token);
                if (tries == 1)
                {
                    _faults.FailNext(Fault(kind));
                }

                db.Add(user);
                return await db.SaveChangesAsync(token);
            },
            Token);

        tries.ShouldBe(2);
        _time.Skipped.ShouldBe([TimeSpan.FromSeconds(1)]);
        await using var db = database.NewContext();
        (await db.InviteCodes.Select(code => code.Code).ToListAsync(Token)).ShouldBe(["TRY-2"]);
        (await db.Users.CountAsync(Token)).ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Lasting))]
    public async Task RunAsync_FaultThatLasts_IsThrownAtOnce(DatabaseProvider provider, string kind)
    {
        var database = await CreateAsync(provider);
        _faults.FailNext(Fault(kind));

        await Should.ThrowAsync<Exception>(() => CountUsersAsync(database));

        _time.Skipped.ShouldBeEmpty();
        _faults.Seen.ShouldBe(1);
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task RunAsync_FaultOfTheDatabasesOwn_IsThrownAtOnce(DatabaseProvider provider)
    {
        var database = await CreateAsync(provider);
        var user = await database.AddUserAsync(Token);
        Func<AppDbContext, CancellationToken, Task<int>>[] wrong =
        [
            (db, token) => db.Database.ExecuteSqlRawAsync("SELEC 1", token),
            (db, token) => db.Database.ExecuteSqlRawAsync("INSERT INTO securities (is_sample) VALUES (NULL)", token),
            (db, token) =>
            {
                db.Add(new PortfolioBuilder { OwnerId = TestIds.Next() }.Build());
                return db.SaveChangesAsync(token);
            },
            (db, token) =>
            {
                db.Add(User(user));
                return db.SaveChangesAsync(token);
            },
        ];

        foreach (var work in wrong)
        {
            await Should.ThrowAsync<Exception>(() => database.Get<Database>().RunAsync(work, Token));
        }

        _time.Skipped.ShouldBeEmpty();
    }

    [Fact]
    public async Task RunAsync_Cancelled_IsNotTriedAgain()
    {
        var database = await CreateAsync(DatabaseProvider.Sqlite);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => database.Get<Database>().RunAsync((db, token) => db.Users.CountAsync(token), cancelled.Token));

        _time.Skipped.ShouldBeEmpty();
    }

    [Fact]
    public async Task WriteAsync_AnswerOfTheCommitLost_IsNotDoneTwice()
    {
        var database = await CreateAsync(DatabaseProvider.Postgres);
        var owner = await database.AddUserAsync(Token);
        var portfolio = new PortfolioBuilder { OwnerId = owner }.Build();
        _faults.LoseAnswerOfNextCommit(Fault("connection"));

        var addition = await database.Get<IPortfolioStore>().AddAsync(portfolio, PositionBuilder.Many(portfolio.Id, 3), null, Token);

        addition.ShouldBe(PortfolioAddition.Added);
        _time.Skipped.ShouldBe([TimeSpan.FromSeconds(1)]);
        (await database.Get<IPortfolioStore>().SummaryAsync(owner, portfolio.Id, Token)).ShouldNotBeNull().PositionCount.ShouldBe(3);
    }

    [Fact]
    public async Task TryClaimAsync_AnswerOfTheCommitLost_GivesTheClaimThatWasStored()
    {
        var database = await CreateAsync(DatabaseProvider.Postgres);
        var (_, held) = await new ScenarioOfRuns(database).HeldRunAsync(Token);
        _faults.LoseAnswerOfNextCommit(Fault("connection"));

        var claim = await new ScenarioOfRuns(database).TakenOverAsync(held, Token);

        (claim.Fence, claim.Run.Attempt).ShouldBe((2, 2));
    }

    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }

    private static Task<int> CountUsersAsync(TestDatabase database) =>
        database.Get<Database>().RunAsync((db, token) => db.Users.CountAsync(token), Token);

    private static Exception Fault(string kind) => kind switch
    {
        "busy" => new SqliteException("database is locked", 5, 517),
        "locked" => new SqliteException("database table is locked", 6),
        "constraint" => new SqliteException("UNIQUE constraint failed: x", 19, 2067),
        "syntax" => new SqliteException("near x: syntax error", 1),
        "connection" => new NpgsqlException("Exception while reading from stream", new IOException("lost", new SocketException((int)SocketError.ConnectionReset))),
        "time-out" => new NpgsqlException("The operation has timed out", new TimeoutException()),
        _ => new PostgresException("of the server", "ERROR", "ERROR", kind),
    };

    private static AppUser User(Guid? id = null) => new()
    {
        Id = id ?? TestIds.Next(),
        FullName = "Retried",
        CreatedAt = TestTimes.Now,
    };

    private async Task<TestDatabase> CreateAsync(DatabaseProvider provider) =>
        _database = await TestDatabase.CreateAsync(provider, Token, _time, _faults.Interceptors);
}
