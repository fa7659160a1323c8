using System.Globalization;
using System.Runtime.CompilerServices;
using App.Data.Providers;
using Microsoft.Data.Sqlite;
using Npgsql;
using SQLitePCL;

namespace E2E.Harness;

/// <summary>The database of an <see cref="AppProcess"/>, mostly in the words of its SQLite file, reached past the application: to see what is really stored, and to break it on purpose.</summary>
internal sealed class AppDatabase(AppProcess app)
{
    private string FileName => Path.Combine(app.DataFolder, "ballast.db");

    /// <summary>An insert into the table fails from now on.</summary>
    public Task FailInsertsAsync(string table, string message, CancellationToken cancellationToken) => ExecuteAsync(
        $"CREATE TRIGGER sabotage BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, '{message}'); END", cancellationToken);

    /// <summary>An insert into the table takes its time from now on: it counts to the number first, some ten million a second.</summary>
    public Task DelayInsertsAsync(string table, long count, CancellationToken cancellationToken) => DelayAsync("INSERT", table, count, cancellationToken);

    /// <summary>The same for an update.</summary>
    public Task DelayUpdatesAsync(string table, long count, CancellationToken cancellationToken) => DelayAsync("UPDATE", table, count, cancellationToken);

    /// <summary>Gives a portfolio as many runs as its owner has after years: copies of its latest, one a day further back, ended in every way.</summary>
    public Task CopyRunsAsync(string portfolio, int count, CancellationToken cancellationToken) => ExecuteAsync(
        FormattableString.Invariant($"""
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}),
              latest AS (SELECT * FROM calculation_runs WHERE portfolio_id = upper('{portfolio}') ORDER BY created_at DESC LIMIT 1)
            INSERT INTO calculation_runs
              (id, portfolio_id, kind, status, session, forced, attempt, fence, progress, error_code, error_message, created_at, started_at, finished_at)
            SELECT
              upper(substr(h, 1, 8) || '-' || substr(h, 9, 4) || '-4' || substr(h, 14, 3) || '-8' || substr(h, 18, 3) || '-' || substr(h, 21, 12)),
              portfolio_id, CASE WHEN i % 5 = 0 THEN 'Manual' ELSE 'Nightly' END,
              CASE WHEN i % 17 = 3 THEN 'Failed' WHEN i % 13 = 5 THEN 'Cancelled' WHEN i % 7 = 4 THEN 'CompletedWithWarnings' ELSE 'Completed' END,
              date(session, '-' || i || ' days'), 0, CASE WHEN i % 17 = 3 THEN 3 ELSE 1 END, 1,
              CASE WHEN i % 7 = 4 THEN json_set(progress, '$.warnings', json('["KO has no price of the session.","No source knows PLANFUND1."]')) ELSE progress END,
              CASE WHEN i % 17 = 3 THEN 'ERR_BATCH_004' END, CASE WHEN i % 17 = 3 THEN 'The database did not take the results of “P&L calculated”.' END,
              datetime(created_at, '-' || i || ' days'), datetime(created_at, '-' || i || ' days', '+1 seconds'),
              datetime(created_at, '-' || i || ' days', '+' || (2 + i * 37 % 200) || ' seconds')
            FROM (SELECT n.i, lower(hex(randomblob(16))) AS h, latest.* FROM n, latest)
            """),
        cancellationToken);

    /// <summary>Writes of a portfolio's latest run that it stands so: Running is by a node elsewhere, which is heard of for another hour.</summary>
    public Task SetRunAsync(string portfolio, string status, CancellationToken cancellationToken, params string[] remarks) => ExecuteAsync(
        $"""
        UPDATE calculation_runs SET status = '{status}', node = 'elsewhere',
          heartbeat_at = CASE WHEN '{status}' = 'Running' THEN datetime('now', '+1 hour') ELSE heartbeat_at END, finished_at = CASE WHEN '{status}' = 'Running' THEN NULL ELSE strftime('%Y-%m-%d %H:%M:%f', 'now') END,
          error_code = CASE WHEN '{status}' = 'Failed' THEN 'ERR_BATCH_004' END,
          error_message = CASE WHEN '{status}' = 'Failed' THEN 'The database did not take the results of “P&L calculated”.' END,
          progress = json_set(progress, '$.warnings', json('{System.Text.Json.JsonSerializer.Serialize(remarks)}'))
        WHERE id = (SELECT id FROM calculation_runs WHERE portfolio_id = upper('{portfolio}') ORDER BY created_at DESC LIMIT 1)
        """,
        cancellationToken);

    /// <summary>Makes the risk figures of a portfolio unreadable.</summary>
    public Task SpoilRiskAsync(string portfolio, CancellationToken cancellationToken) =>
        ExecuteAsync($"UPDATE risk_reports SET results = 'spoiled' WHERE portfolio_id = upper('{portfolio}')", cancellationToken);

    /// <summary>The hash of a user's password.</summary>
    public async Task<string> PasswordHashAsync(string email, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT password_hash FROM users WHERE email = $email";
        command.Parameters.AddWithValue("$email", email);
        return (string)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Gives a user another hash of a password.</summary>
    public Task SetPasswordHashAsync(string email, string hash, CancellationToken cancellationToken) =>
        ExecuteAsync($"UPDATE users SET password_hash = '{hash}' WHERE email = '{email}'", cancellationToken);

    /// <summary>Forgets the failed sign-ins of a user.</summary>
    public Task ForgetFailuresAsync(string email, CancellationToken cancellationToken) =>
        ExecuteAsync($"UPDATE users SET access_failed_count = 0, lockout_end = NULL WHERE email = '{email}'", cancellationToken);

    /// <summary>Makes a user the operator.</summary>
    public Task MakeSuperuserAsync(string email, CancellationToken cancellationToken) => ExecuteAsync(
        $"""
        INSERT INTO roles (id, name, normalized_name) VALUES ('00000000-0000-4000-8000-000000000001', 'superuser', 'SUPERUSER') ON CONFLICT DO NOTHING;
        INSERT INTO user_roles (user_id, role_id) SELECT id, '00000000-0000-4000-8000-000000000001' FROM users WHERE normalized_email = upper('{email}')
        """,
        cancellationToken);

    /// <summary>An operator has looked through a user's eyes for half an hour, and stopped.</summary>
    public Task AddLookAsync(string operatorEmail, string userEmail, string reason, CancellationToken cancellationToken) => ExecuteAsync(
        $"""
        INSERT INTO impersonations (id, session_id, impersonator_id, target_id, reason, started_at, expires_at, ended_at, end_reason)
        SELECT upper(substr(h, 1, 8) || '-' || substr(h, 9, 4) || '-4' || substr(h, 14, 3) || '-8' || substr(h, 18, 3) || '-' || substr(h, 21, 12)), '00000000-0000-4000-8000-000000000002',
          o.id, u.id, '{reason}', datetime('now', '-1 hour'), datetime('now', '+7 hours'), datetime('now', '-30 minutes'), 1
        FROM (SELECT lower(hex(randomblob(16))) AS h), users o, users u WHERE o.email = '{operatorEmail}' AND u.email = '{userEmail}'
        """,
        cancellationToken);

    /// <summary>Stores a draft of an order for a portfolio, as a rebalance does.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> AddOrderAsync(string portfolio, CancellationToken cancellationToken)
    {
        var order = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString();
        var isFile = app.PostgresConnectionString is null;
        var (id, of, now) = isFile ? ($"upper('{order}')", $"upper('{portfolio}')", "strftime('%Y-%m-%d %H:%M:%f', 'now')") : ($"'{order}'", $"'{portfolio}'", "now()");
        await ExecuteAsync(
            $"""
            INSERT INTO orders (id, owner_id, portfolio_id, symbol, side, quantity, status, filled_quantity, trade_date, created_at, updated_at, version)
              SELECT {id}, owner_id, id, 'KO', 'BUY', '12.5', 'draft', '0', '2026-11-20', {now}, {now}, 1 FROM portfolios WHERE id = {of};
            INSERT INTO order_events (order_id, version, at, to_status) VALUES ({id}, 1, {now}, 'draft')
            """,
            cancellationToken);
        return order;
    }

    /// <summary>Alters an entry of the audit trail, as somebody could who may do everything in the database.</summary>
    public Task AlterAuditAsync(long sequence, CancellationToken cancellationToken) => ExecuteAsync(
        FormattableString.Invariant($"DROP TRIGGER audit_entries_no_update; UPDATE audit_entries SET action = 'run.started' WHERE sequence = {sequence}"), cancellationToken);

    /// <summary>Writes of a calculation of all portfolios that a node elsewhere prepares it, which is heard of for another hour.</summary>
    public Task KeepDayGoingAsync(string day, CancellationToken cancellationToken) => ExecuteAsync(
        $"UPDATE end_of_days SET status = 'Running', finished_at = NULL, is_prepared = 0, node = 'elsewhere', heartbeat_at = datetime('now', '+1 hour') WHERE id = upper('{day}')", cancellationToken);

    /// <summary>As many more entries of the audit trail as there are after months: copies of a user's newest, whose chain is not whole.</summary>
    public Task CopyAuditAsync(string email, int count, CancellationToken cancellationToken) => ExecuteAsync(
        FormattableString.Invariant($"""
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}),
              newest AS (SELECT e.* FROM audit_entries e JOIN users u ON u.id = e.owner_id WHERE u.email = '{email}' ORDER BY sequence DESC LIMIT 1)
            INSERT INTO audit_entries (sequence, at, action, actor_id, impersonator_id, owner_id, target_id, channel, correlation_id, details, previous_hash, hash)
            SELECT (SELECT max(sequence) FROM audit_entries) + n.i, datetime(at, n.i || ' minutes'), CASE WHEN i % 3 = 0 THEN 'targets.set' WHEN i % 7 = 0 THEN 'run.cancelled' ELSE action END,
              actor_id, CASE WHEN i % 5 = 0 THEN (SELECT id FROM users ORDER BY created_at LIMIT 1) END, owner_id, target_id, channel, correlation_id, details, previous_hash, hash FROM n, newest;
            UPDATE audit_head SET sequence = (SELECT max(sequence) FROM audit_entries)
            """),
        cancellationToken);

    /// <summary>Adds users who have done nothing but register, one an hour; every tenth is suspended.</summary>
    public Task AddUsersAsync(int count, CancellationToken cancellationToken) => ExecuteAsync(
        FormattableString.Invariant($"""
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}), r AS (SELECT i, lower(hex(randomblob(16))) AS h FROM n)
            INSERT INTO users (id, full_name, created_at, suspended_at, email, normalized_email, user_name, normalized_user_name, email_confirmed, phone_number_confirmed, two_factor_enabled, lockout_enabled, access_failed_count)
            SELECT
              upper(substr(h, 1, 8) || '-' || substr(h, 9, 4) || '-4' || substr(h, 14, 3) || '-8' || substr(h, 18, 3) || '-' || substr(h, 21, 12)),
              'Made Up ' || i, datetime('now', '-' || i || ' hours'), CASE WHEN i % 10 = 0 THEN datetime('now') END,
              'made-up-' || i || '@e2e.example', 'MADE-UP-' || i || '@E2E.EXAMPLE', 'made-up-' || i || '@e2e.example', 'MADE-UP-' || i || '@E2E.EXAMPLE', 0, 0, 0, 1, 0
            FROM r
            """),
        cancellationToken);

    /// <summary>Takes the obstacle away.</summary>
    public Task MendAsync(CancellationToken cancellationToken) => ExecuteAsync("DROP TRIGGER IF EXISTS sabotage", cancellationToken);

    /// <summary>Waits until there are rows in a table, for a minute at most.</summary>
    public async Task UntilAsync(string table, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(1));
        while (await CountAsync(table, patience.Token) == 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, patience.Token);
        }
    }

    /// <summary>Rows in a table.</summary>
    public async Task<long> CountAsync(string table, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM {table}";
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
    }

    private Task DelayAsync(string write, string table, long count, CancellationToken cancellationToken) => ExecuteAsync(
        FormattableString.Invariant($"""
            CREATE TRIGGER sabotage BEFORE {write} ON {table} BEGIN
              SELECT (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}) SELECT max(i) FROM n);
            END
            """),
        cancellationToken);

    /// <summary>Executes the statement as soon as the file can be written.</summary>
    /// <remarks>
    /// A running calculation writes transaction after transaction with a few milliseconds between them. A statement that waits as
    /// Microsoft.Data.Sqlite does, looking every 150 ms, can miss all of the gaps for longer than any timeout; this one looks every millisecond.
    /// </remarks>
    public async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        if (app.PostgresConnectionString is { } postgres)
        {
            await using var source = NpgsqlDataSource.Create(postgres);
            await using var command = source.CreateCommand(sql);
            await command.ExecuteNonQueryAsync(cancellationToken);
            return;
        }

        var result = raw.sqlite3_open(FileName, out var database);
        try
        {
            while (result == raw.SQLITE_OK && (result = raw.sqlite3_exec(database, sql)) == raw.SQLITE_BUSY)
            {
                await Task.Delay(1, cancellationToken);
                result = raw.SQLITE_OK;
            }

            if (result != raw.SQLITE_OK)
            {
                throw new InvalidOperationException($"SQLite says {raw.sqlite3_errmsg(database).utf8_to_string()} to {sql}");
            }
        }
        finally
        {
            _ = raw.sqlite3_close_v2(database);
        }
    }

    private async Task<SqliteConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection($"Data Source={FileName};Pooling=False");
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    [ModuleInitializer]
    internal static void Initialize() => SqliteNative.Initialize();
}
