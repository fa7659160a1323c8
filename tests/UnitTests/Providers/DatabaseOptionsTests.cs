using App.Data.Providers;
using Shouldly;
using Xunit;

namespace UnitTests.Providers;

public sealed class DatabaseOptionsTests
{
    [Theory]
    [InlineData(null, null, DatabaseProvider.Sqlite)]
    [InlineData("", " ", DatabaseProvider.Sqlite)]
    [InlineData("Data Source=/var/lib/ballast/ballast.db", null, DatabaseProvider.Sqlite)]
    [InlineData("Data Source=Host.db", null, DatabaseProvider.Sqlite)]
    [InlineData("Data Source=a.db;Password=\"x;Host=y\"", null, DatabaseProvider.Sqlite)]
    [InlineData("Host=db;Database=ballast", null, DatabaseProvider.Postgres)]
    [InlineData("Database=ballast; host = db", null, DatabaseProvider.Postgres)]
    [InlineData("HOST=/var/run/postgresql;Password='a;b=c'", null, DatabaseProvider.Postgres)]
    [InlineData("Server=db;Database=ballast", " POSTGRES ", DatabaseProvider.Postgres)]
    [InlineData("Data Source=a.db", "sqlite", DatabaseProvider.Sqlite)]
    public void From_Configuration_TellsTheProvider(string? connectionString, string? provider, DatabaseProvider expected)
    {
        var options = DatabaseOptions.From(connectionString, provider);

        options.Provider.ShouldBe(expected);
        options.ConnectionString.ShouldBe(string.IsNullOrEmpty(connectionString) ? DatabaseOptions.DefaultConnectionString : connectionString);
    }

    [Theory]
    [InlineData("MySql")]
    [InlineData("0")]
    [InlineData("1")]
    [InlineData("Sqlite,Postgres")]
    public void From_UnknownProvider_NamesTheKeyAndWhatIsAllowed(string provider)
    {
        var exception = Should.Throw<FormatException>(() => DatabaseOptions.From(null, provider));

        exception.Message.ShouldContain("Database:Provider");
        exception.Message.ShouldContain(provider);
        exception.Message.ShouldContain("Sqlite and Postgres");
    }

    [Fact]
    public void From_UriInsteadOfPairs_SaysWhatIsWantedWithoutThePassword()
    {
        var exception = Should.Throw<FormatException>(() => DatabaseOptions.From("postgres://ann:s3cret@db/ballast", null));

        exception.Message.ShouldContain("Host=db");
        exception.ToString().ShouldNotContain("s3cret");
    }
}
