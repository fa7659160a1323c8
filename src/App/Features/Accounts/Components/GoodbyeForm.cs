namespace App.Features.Accounts.Components;

/// <summary>What is posted to have an account deleted.</summary>
public sealed class GoodbyeForm
{
    /// <summary>The password.</summary>
    public string? Password { get; set; }

    /// <summary>The address, of an account without a password.</summary>
    public string? Email { get; set; }

    /// <summary>The word.</summary>
    public string? Word { get; set; }
}
