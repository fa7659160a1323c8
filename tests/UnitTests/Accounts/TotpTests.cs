using System.Text;
using App.Core.Accounts;
using Shouldly;
using Xunit;

namespace UnitTests.Accounts;

public sealed class TotpTests
{
    // RFC 6238, appendix B.
    private static readonly byte[] Key = Encoding.ASCII.GetBytes("12345678901234567890");

    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1_111_111_109, "081804")]
    [InlineData(1_111_111_111, "050471")]
    [InlineData(1_234_567_890, "005924")]
    [InlineData(2_000_000_000, "279037")]
    [InlineData(20_000_000_000, "353130")]
    public void CodeAt_TimesOfTheStandard_IsTheLastSixOfItsDigits(long seconds, string code) =>
        Totp.CodeAt(Key, Totp.StepAt(DateTimeOffset.FromUnixTimeSeconds(seconds))).ShouldBe(code);

    [Theory]
    [InlineData(-2, false)]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void StepOf_StepsAround_AreTakenToOneEitherSide(int offset, bool taken)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_111_111_111);
        var step = Totp.StepAt(now) + offset;

        Totp.StepOf(Key, Totp.CodeAt(Key, step), now).ShouldBe(taken ? (long?)step : null);
    }

    [Theory]
    [InlineData(" 050 471 ", true)]
    [InlineData("050-471", true)]
    [InlineData("50471", false)]
    [InlineData("0504711", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("０５０４７１", false)]
    public void StepOf_WhatIsTyped_IsReadWithoutSpaces(string? typed, bool taken) =>
        Totp.StepOf(Key, typed, DateTimeOffset.FromUnixTimeSeconds(1_111_111_111)).HasValue.ShouldBe(taken);

    // RFC 4648, section 10.
    [Theory]
    [InlineData("", "")]
    [InlineData("MY======", "f")]
    [InlineData("MZXQ====", "fo")]
    [InlineData("MZXW6===", "foo")]
    [InlineData("MZXW6YQ=", "foob")]
    [InlineData("mzxw 6ytb oi", "foobar")]
    public void KeyOf_TextsOfTheStandard_AreTheirBytes(string base32, string text) => Encoding.ASCII.GetString(Totp.KeyOf(base32)).ShouldBe(text);

    [Fact]
    public void KeyOf_LeadingZeros_AreKept() => Totp.KeyOf("AAAAAAAB").ShouldBe([0, 0, 0, 0, 1]);

    [Fact]
    public void KeyOf_SomethingElse_IsRefused() => Should.Throw<FormatException>(() => Totp.KeyOf("0189"));
}
