using System.Buffers.Text;
using App.Core.Accounts;
using App.Core.Results;
using App.Data.Accounts;
using Microsoft.AspNetCore.Identity;

namespace App.Features.Accounts;

/// <summary>Signs in by a passkey: the device has made sure who holds it, so nothing else is asked.</summary>
/// <remarks>Side effects: the passkey's row keeps how often it was used. Errors: ERR_AUTH_006.</remarks>
internal sealed class PasskeySignIn(UserManager<AppUser> users, SignInManager<AppUser> signIn)
{
    /// <summary>What the browser needs to ask for one. Of any account: which it is, is in the passkey.</summary>
    public Task<string> BeginAsync() => signIn.MakePasskeyRequestOptionsAsync(null);

    /// <summary>The user whose passkey it is.</summary>
    public async Task<Result<AppUser>> HandleAsync(string? credential)
    {
        var assertion = await signIn.ReadPasskeyAsync(credential, signIn.PerformPasskeyAssertionAsync);
        if (assertion is not { Succeeded: true, User: { SuspendedAt: null } user })
        {
            return SecurityErrors.PasskeyNotAccepted.Because("The passkey is not accepted. Try again, or sign in with address and password.");
        }

        (await users.AddOrUpdatePasskeyAsync(user, assertion.Passkey)).ThrowUnlessSucceeded();
        return user;
    }
}

/// <summary>The id of a passkey as it stands in a form.</summary>
internal static class PasskeyId
{
    public static string Write(byte[] id) => Base64Url.EncodeToString(id);

    /// <summary>The bytes; null for what is no id.</summary>
    public static byte[]? Read(string? text) => text is { Length: > 0 } && Base64Url.IsValid(text) ? Base64Url.DecodeFromChars(text) : null;
}

internal static class PasskeyReading
{
    /// <summary>Has the framework read what a browser sent. Nonsense, and an answer nobody waits for, are refused and no fault of ours.</summary>
    public static async Task<T?> ReadPasskeyAsync<T>(this SignInManager<AppUser> signIn, string? credential, Func<string, Task<T>> read)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(signIn);
        if (string.IsNullOrWhiteSpace(credential))
        {
            return null;
        }

        try
        {
            return await read(credential);
        }
        catch (Exception exception) when (exception is InvalidOperationException or PasskeyException or System.Text.Json.JsonException)
        {
            return null;
        }
    }
}
