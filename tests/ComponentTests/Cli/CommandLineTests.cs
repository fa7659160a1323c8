using App.Cli;
using Shouldly;
using Xunit;

namespace ComponentTests.Cli;

public sealed class CommandLineTests
{
    [Fact]
    public void Parse_NoVerb_LeavesAllToTheServer()
    {
        var line = CommandLine.Parse(["--urls", "http://localhost:5000", "--Calculation:Workers=2"]);

        line.Verb.ShouldBeNull();
        line.HostArgs.Count.ShouldBe(3);
    }

    [Fact]
    public void Parse_Verb_TakesItsWordsOptionsAndFlags_AndLeavesTheConfiguration()
    {
        var line = CommandLine.Parse(["snapshots", "replay", "--portfolio", "3f2504e0-4f89-11d3-9a0c-0305e82c3301", "--dry-run", "--Database:Provider", "Sqlite", "--last-good-date", "2026-11-19"]);

        line.Verb!.Name.ShouldBe("snapshots replay");
        line.Has("--dry-run").ShouldBeTrue();
        line.Day("--last-good-date").ShouldBe(new DateOnly(2026, 11, 19));
        line.Id("--portfolio").ShouldNotBeNull();
        line.HostArgs.ShouldBe(["--Database:Provider", "Sqlite"]);
        CommandLine.Parse(["market", "import", "/prices"]).Words.ShouldBe(["/prices"]);
    }

    [Theory]
    [InlineData("snapshots replay --dryrun", "“--dryrun” is not understood. It is written: snapshots replay --portfolio ID")]
    [InlineData("snapshots replay -dry-run", "“-dry-run” is not understood")]
    [InlineData("end-of-day status", "“status” is not understood. It is written: end-of-day [--as-of")]
    [InlineData("market import a b", "“b” is not understood")]
    [InlineData("end-of-day --as-of", "--as-of needs a value")]
    [InlineData("snapshot verify", "“snapshot” is no command")]
    public void Parse_WhatIsMisspelt_IsRefused(string words, string message) =>
        Should.Throw<FormatException>(() => CommandLine.Parse(words.Split(' '))).Message.ShouldContain(message);

    [Fact]
    public void Values_ThatAreNone_AreRefused()
    {
        Should.Throw<FormatException>(() => CommandLine.Parse(["end-of-day", "--as-of", "20.11.2026"]).Day("--as-of")).Message.ShouldContain("YYYY-MM-DD");
        Should.Throw<FormatException>(() => CommandLine.Parse(["snapshots", "verify", "--portfolio", "7"]).Id("--portfolio")).Message.ShouldContain("portfolio's id");
    }
}
