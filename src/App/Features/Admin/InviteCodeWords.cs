using App.Core.Accounts;
using App.Shared;

namespace App.Features.Admin;

/// <summary>Invite codes in words.</summary>
internal static class InviteCodeWords
{
    extension(InviteCodeState state)
    {
        public string ToWords() => state switch
        {
            InviteCodeState.Open => "open",
            InviteCodeState.UsedUp => "used up",
            InviteCodeState.Expired => "expired",
            _ => "revoked",
        };

        public Tone ToTone() => state switch
        {
            InviteCodeState.Open => Tone.Good,
            InviteCodeState.Revoked => Tone.Bad,
            _ => Tone.Neutral,
        };
    }
}
