using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace ComponentTests.Hosting;

/// <summary>What the container promises, as far as its files say it: there is no engine where the tests run.</summary>
public sealed partial class ContainerTests
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", ".."));

    private static readonly string[] Dockerfile = [.. File.ReadAllLines(Path.Combine(Root, "Dockerfile")).Where(line => !line.StartsWith('#') && line.Length > 0)];

    private static readonly string Compose = File.ReadAllText(Path.Combine(Root, "compose.yaml"));

    [Fact]
    public void Image_RunsAsAUserByNumber_ThatIsNotRoot()
    {
        var last = Dockerfile.Last(line => line.StartsWith("USER ", StringComparison.Ordinal));

        last.ShouldMatch("^USER [1-9][0-9]{2,}:[1-9][0-9]{2,}$", "a fixed number, so that files on a volume have an owner one can name");
        Array.IndexOf(Dockerfile, last).ShouldBeGreaterThan(Array.FindLastIndex(Dockerfile, line => line.StartsWith("RUN ", StringComparison.Ordinal)));
    }

    [Fact]
    public void Images_AreOfANamedVersion()
    {
        foreach (var image in Dockerfile.Where(line => line.StartsWith("FROM ", StringComparison.Ordinal)).Select(line => line.Split(' ')[1]).Concat(ImageLine().Matches(Compose).Select(match => match.Groups[1].Value)))
        {
            image.ShouldMatch(@":\d+\.\d+(\.\d+)?(-[a-z0-9]+)?$", $"{image}: at least a minor version, never latest");
        }
    }

    [Fact]
    public void Files_HoldNoSecrets()
    {
        foreach (var line in Dockerfile.Concat(Compose.Split('\n')).Where(line => SecretWord().IsMatch(line)))
        {
            // A value has to come from outside: ${NAME…}.
            line.ShouldContain("${", Case.Sensitive, line);
        }

        Dockerfile.ShouldNotContain(line => line.StartsWith("ADD ", StringComparison.Ordinal) || line.Contains("COPY . ", StringComparison.Ordinal));
        File.ReadAllLines(Path.Combine(Root, ".dockerignore")).ShouldContain("**/data/");
    }

    [Fact]
    public void Image_SaysHowItIsAndWhereItsDataIs()
    {
        Dockerfile.ShouldContain(line => line.StartsWith("HEALTHCHECK ", StringComparison.Ordinal) && line.Contains("/health/ready", StringComparison.Ordinal));
        Dockerfile.ShouldContain("VOLUME /app/data");
        Dockerfile.ShouldContain("STOPSIGNAL SIGTERM");
        Dockerfile[^1].ShouldStartWith("ENTRYPOINT [", Case.Sensitive, "without a shell, which would keep the signal to itself");
    }

    [Fact]
    public void Services_HaveAReadOnlyRoot_NoRights_AndTimeToStop()
    {
        foreach (var setting in (string[])["read_only: true", "cap_drop: [ALL]", "no-new-privileges:true", "tmpfs:", "stop_grace_period: 30s", "condition: service_healthy", "restart: unless-stopped"])
        {
            Compose.ShouldContain(setting);
        }
    }

    [GeneratedRegex(@"image:\s*(\S+)")]
    private static partial Regex ImageLine();

    [GeneratedRegex("(?i)(password|secret|token|api_?key)\\S*\\s*[=:]")]
    private static partial Regex SecretWord();

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
