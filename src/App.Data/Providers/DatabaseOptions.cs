using System.Data.Common;

namespace App.Data.Providers;

/// <summary>Which database.</summary>
public enum DatabaseProvider
{
    /// <summary>One file, no set-up.</summary>
    Sqlite,

    /// <summary>A PostgreSQL server, for more than one node.</summary>
    Postgres,
}

/// <summary>Where the data is.</summary>
/// <param name="Provider">The kind of database.</param>
/// <param name="ConnectionString">How to reach it, in that provider's words.</param>
public sealed record DatabaseOptions(DatabaseProvider Provider, string ConnectionString)
{
    /// <summary>The database used when nothing is configured.</summary>
    public const string DefaultConnectionString = "Data Source=data/ballast.db";

    /// <summary>Reads the configuration: a string that names a <c>Host</c> is PostgreSQL's unless the provider is given.</summary>
    /// <param name="connectionString"><c>ConnectionStrings:Ballast</c>; the default when null or empty.</param>
    /// <param name="provider"><c>Database:Provider</c>: Sqlite or Postgres in any case; null to tell from the string.</param>
    /// <exception cref="FormatException">The provider is neither, or the string is none; the message names the key and what is allowed.</exception>
    public static DatabaseOptions From(string? connectionString, string? provider)
    {
        var text = string.IsNullOrWhiteSpace(connectionString) ? DefaultConnectionString : connectionString;
        if (string.IsNullOrWhiteSpace(provider))
        {
            return new DatabaseOptions(NamesHost(text) ? DatabaseProvider.Postgres : DatabaseProvider.Sqlite, text);
        }

        var named = Enum.GetValues<DatabaseProvider>().Where(value => value.ToString().Equals(provider.Trim(), StringComparison.OrdinalIgnoreCase)).ToList();
        return named is [var only]
            ? new DatabaseOptions(only, text)
            : throw new FormatException($"Database:Provider is “{provider}”. Allowed are Sqlite and Postgres.");
    }

    private static bool NamesHost(string text)
    {
        try
        {
            return new DbConnectionStringBuilder { ConnectionString = text }.ContainsKey("Host");
        }
        catch (ArgumentException)
        {
            // Not quoted: the text may hold a password.
            throw new FormatException(
                "ConnectionStrings:Ballast is not a connection string of the form Name=value;Name=value. For example: "
                + "Data Source=data/ballast.db or Host=db;Database=ballast;Username=ballast;Password=…");
        }
    }
}
