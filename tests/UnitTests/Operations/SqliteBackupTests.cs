using App.Data.Operations;
using App.Data.Providers;
using App.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace UnitTests.Operations;

public sealed class SqliteBackupTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ballast-backup-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Target => Path.Combine(_folder, "copy.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task WriteAsync_WhileAWriteIsUnderWay_CopiesWhatWasCommitted_AndKeepsNobodyWaiting()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite, Token);
        var committed = await database.AddUserAsync(Token);
        await using var writer = new SqliteConnection(database.Options.ConnectionString);
        await writer.OpenAsync(Token);
        await using var transaction = writer.BeginTransaction(deferred: false);
        await using var write = writer.CreateCommand();
        write.CommandText = "UPDATE users SET full_name = 'not yet'";
        (await write.ExecuteNonQueryAsync(Token)).ShouldBe(1);

        var outcome = await database.Get<SqliteBackup>().WriteAsync(Target, Token);

        outcome.IsWritten.ShouldBeTrue(outcome.Message);
        outcome.Message.ShouldEndWith(" MB, whole.");
        await transaction.CommitAsync(Token);
        (await NamesAsync()).ShouldHaveSingleItem().ShouldNotBe("not yet");
        committed.ShouldNotBe(Guid.Empty);
        Directory.GetFiles(_folder).ShouldBe([Target], "nothing else is left beside it");
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(Target).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public async Task WriteAsync_OverAFileThatIsThere_LeavesIt()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite, Token);
        await File.WriteAllTextAsync(Target, "yesterday's", Token);

        var outcome = await database.Get<SqliteBackup>().WriteAsync(Target, Token);

        outcome.IsWritten.ShouldBeFalse();
        outcome.Message.ShouldContain("exists and is left as it is");
        (await File.ReadAllTextAsync(Target, Token)).ShouldBe("yesterday's");
    }

    [Fact]
    public async Task WriteAsync_ToAFolderThatIsNotThere_SaysSo()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite, Token);

        (await database.Get<SqliteBackup>().WriteAsync(Path.Combine(_folder, "no", "copy.db"), Token)).Message.ShouldStartWith("There is no directory ");
    }

    [Fact]
    public async Task WriteAsync_OfADamagedDatabase_LeavesNoFile()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite, Token);
        var damaged = Path.Combine(_folder, "damaged.db");
        await File.WriteAllBytesAsync(damaged, [.. "SQLite format 3\0"u8, .. new byte[8_192]], Token);

        await Should.ThrowAsync<SqliteException>(new SqliteBackup(new DatabaseOptions(DatabaseProvider.Sqlite, $"Data Source={damaged}")).WriteAsync(Target, Token));

        Directory.GetFiles(_folder).ShouldBe([damaged]);
    }

    [Fact]
    public async Task WriteAsync_OfNoDatabaseOrPostgres_SaysWhatToDo()
    {
        (await new SqliteBackup(new DatabaseOptions(DatabaseProvider.Sqlite, $"Data Source={Path.Combine(_folder, "none.db")}")).WriteAsync(Target, Token))
            .Message.ShouldStartWith("There is no database ");
        (await new SqliteBackup(new DatabaseOptions(DatabaseProvider.Postgres, "Host=db;Password=secret")).WriteAsync(Target, Token)).Message.ShouldContain("pg_dump");
        Directory.GetFiles(_folder).ShouldBeEmpty();
    }

    private async Task<IReadOnlyList<string>> NamesAsync()
    {
        await using var copy = new SqliteConnection($"Data Source={Target};Pooling=False");
        await copy.OpenAsync(Token);
        await using var read = copy.CreateCommand();
        read.CommandText = "SELECT full_name FROM users";
        await using var rows = await read.ExecuteReaderAsync(Token);
        List<string> names = [];
        while (await rows.ReadAsync(Token))
        {
            names.Add(rows.GetString(0));
        }

        return names;
    }
}
