using App.Core.Accounts;
using App.Core.Market;
using App.Core.Portfolios;

namespace App.Core.Operations;

/// <summary>The spelling of what operators choose among, in addresses and in the API.</summary>
public static class AdminCodes
{
    /// <summary>active, never_signed_in, locked, suspended.</summary>
    public static CodeTable<AccountState> States { get; } = new(
        (AccountState.Active, "active"), (AccountState.NeverSignedIn, "never_signed_in"), (AccountState.Locked, "locked"), (AccountState.Suspended, "suspended"));

    /// <summary>registered, name, last_seen, last_import.</summary>
    public static CodeTable<UserOrder> Orders { get; } = new(
        (UserOrder.Registered, "registered"), (UserOrder.Name, "name"), (UserOrder.LastSeen, "last_seen"), (UserOrder.LastImport, "last_import"));

    /// <summary>open, used_up, expired, revoked.</summary>
    public static CodeTable<InviteCodeState> InviteStates { get; } = new(
        (InviteCodeState.Open, "open"), (InviteCodeState.UsedUp, "used_up"), (InviteCodeState.Expired, "expired"), (InviteCodeState.Revoked, "revoked"));

    /// <summary>missing, stale, waiting.</summary>
    public static CodeTable<SymbolTrouble> Troubles { get; } = new((SymbolTrouble.Missing, "missing"), (SymbolTrouble.Stale, "stale"), (SymbolTrouble.Waiting, "waiting"));

    /// <summary>hour, day.</summary>
    public static CodeTable<MetricBucket> Buckets { get; } = new((MetricBucket.Hour, "hour"), (MetricBucket.Day, "day"));
}
