using System.Buffers.Binary;
using E2E.Harness;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;

namespace E2E.Api;

/// <summary>How much work a stolen hash costs.</summary>
public sealed class PasswordHashTests(ApiApp host) : ApiTest(host)
{
    [Fact]
    public async Task Hash_OfANewUser_HasTheRoundsOfToday_AndAnOlderOneIsMadeAnewAtSignIn()
    {
        using var user = await RegisteredAsync();
        var database = new AppDatabase(Server);
        RoundsOf(await database.PasswordHashAsync(user.Email, Cancelled)).ShouldBe(220_000u);

        var old = new PasswordHasher<object>(Options.Create(new PasswordHasherOptions { IterationCount = 100_000 })).HashPassword(new object(), ApiClient.Password);
        await database.SetPasswordHashAsync(user.Email, old, Cancelled);
        await user.LogInAsync(Cancelled);

        RoundsOf(await database.PasswordHashAsync(user.Email, Cancelled)).ShouldBe(220_000u);
        await user.LogInAsync(Cancelled);
    }

    // Version 3: a byte, the pseudo-random function (2: HMAC-SHA512), the rounds, the length of the salt.
    private static uint RoundsOf(string hash)
    {
        var bytes = Convert.FromBase64String(hash);
        bytes[0].ShouldBe((byte)1);
        BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(1)).ShouldBe(2u);
        return BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(5));
    }
}
