using App.Data.Providers;
using App.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace UnitTests.Providers;

public sealed class SqliteSessionTests(SqliteFixture fixture) : IClassFixture<SqliteFixture>
{
    private readonly TestDatabase _database = fixture.Database;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("journal_mode", "wal")]
    [InlineData("synchronous", "1")]
    [InlineData("foreign_keys", "1")]
    public async Task Connection_Opened_HasItsSettings(string pragma, string expected) => (await PragmaAsync(pragma)).ShouldBe(expected);

    [Fact]
    public async Task Connection_Opened_WaitsForOtherWriters()
    {
        var expected = SqliteNative.Source == SqliteNative.Bundled ? 0 : SqliteSessionPragmas.BusyTimeoutMs;

        (await PragmaAsync("busy_timeout")).ShouldBe($"{expected}");
    }

    [Fact]
    public async Task WriteAsync_BeforeItsFirstStatement_KeepsOtherWritersOutAndReadersIn()
    {
        var user = await _database.AddUserAsync(Token);
        Task<object?>? rival = null;

        await _database.Get<Database>().WriteAsync(
            async (_, token) =>
            {
                // Nothing has been read or written here: it is the BEGIN that took the lock.
                rival = Task.Run(() => ExecuteAsync($"BEGIN IMMEDIATE; UPDATE users SET full_name = 'rival'; COMMIT"), token);
                (await NameAsync(user)).ShouldBe("A User");
                (await Task.WhenAny(rival, Task.Delay(100, token))).ShouldNotBe(rival);
                return true;
            },
            Token);

        await rival.ShouldNotBeNull();
        (await NameAsync(user)).ShouldBe("rival");
    }

    // A run writes without a pause; who looks now and then whether the file is free would find it so by luck.
    [Fact]
    public async Task WriteAsync_WhileAnotherWritesWithoutAPause_ComesNextAndBlocksNoThread()
    {
        var user = await _database.AddUserAsync(Token);
        var database = _database.Get<Database>();
        using SemaphoreSlim isInside = new(0), mayEnd = new(0);
        var (transactions, isEnough) = (0, false);
        var busy = Task.Run(
            async () =>
            {
                while (!Volatile.Read(ref isEnough))
                {
                    await database.WriteAsync(
                        async (db, token) =>
                        {
                            await db.Users.Where(row => row.Id == user).ExecuteUpdateAsync(set => set.SetProperty(row => row.AccessFailedCount, ++transactions), token);
                            isInside.Release();
                            await mayEnd.WaitAsync(token);
                            return true;
                        },
                        Token);
                }
            },
            Token);

        for (var i = 0; i < 5; i++)
        {
            await isInside.WaitAsync(Token);
            var before = transactions;
            var write = database.WriteAsync((db, token) => db.Users.Where(row => row.Id == user).ExecuteUpdateAsync(set => set.SetProperty(row => row.FullName, "next"), token), Token);
            write.IsCompleted.ShouldBeFalse("another writes");
            mayEnd.Release();
            (await write).ShouldBe(1);
            (transactions - before).ShouldBeLessThanOrEqualTo(1, "it came before the other's next");
        }

        Volatile.Write(ref isEnough, true);
        mayEnd.Release();
        await busy;
    }

    [Fact]
    public async Task WriteAsync_TwoThatReadAndThenWrite_BothSucceed()
    {
        var user = await _database.AddUserAsync(Token);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(
            () => _database.Get<Database>().WriteAsync(
                async (db, token) =>
                {
                    var row = await db.Users.SingleAsync(row => row.Id == user, token);
                    row.AccessFailedCount++;
                    return await db.SaveChangesAsync(token);
                },
                Token),
            Token)));

        await using var db = _database.NewContext();
        (await db.Users.SingleAsync(row => row.Id == user, Token)).AccessFailedCount.ShouldBe(8);
    }

    private async Task<string> PragmaAsync(string pragma) => $"{await ExecuteAsync($"PRAGMA {pragma}")}";

    private async Task<object?> ExecuteAsync(string sql)
    {
        await using var db = _database.NewContext();
        await db.Database.OpenConnectionAsync(Token);
        await using var command = db.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // Text of this class.
        command.CommandText = sql;
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync(Token);
    }

    private async Task<string> NameAsync(Guid user)
    {
        await using var db = _database.NewContext();
        return await db.Users.Where(row => row.Id == user).Select(row => row.FullName).SingleAsync(Token);
    }
}
