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
    /// <exception cref="FormatException">The provider is neither; the message names the key and what is allowed.</exception>
    public static DatabaseOptions From(string? connectionString, string? provider)
    {
        var text = string.IsNullOrWhiteSpace(connectionString) ? DefaultConnectionString : connectionString;
        if (!string.IsNullOrWhiteSpace(provider))
        {
            return Enum.TryParse<DatabaseProvider>(provider.Trim(), ignoreCase: true, out var named) && Enum.IsDefined(named)
                ? new DatabaseOptions(named, text)
                : throw new FormatException($"Database:Provider is “{provider}”. Allowed are Sqlite and Postgres.");
        }

        var namesHost = text.Split(';').Any(part => part.TrimStart().StartsWith("Host", StringComparison.OrdinalIgnoreCase)
            && part.Split('=')[0].Trim().Equals("Host", StringComparison.OrdinalIgnoreCase));
        return new DatabaseOptions(namesHost ? DatabaseProvider.Postgres : DatabaseProvider.Sqlite, text);
    }
}
