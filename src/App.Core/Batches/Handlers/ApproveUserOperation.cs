using System.Text.Json.Nodes;
using App.Core.Accounts;
using App.Core.Results;

namespace App.Core.Batches;

/// <summary><c>user_approval</c>, for operators: is_verified, the approval; is_premium, the tier; is_available, the access; version, when it has to be the one stored. By the rules of the page: never to oneself.</summary>
public sealed class ApproveUserOperation(AdministerUser administer) : IOperationHandler
{
    /// <inheritdoc/>
    public string OperationType => "user_approval";

    /// <inheritdoc/>
    public async Task<Result<JsonObject>> HandleAsync(OperationCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (!call.Rights.HasFlag(CallerRights.OwnEyes | CallerRights.Operator))
        {
            return BatchErrors.PermissionDenied.Because("Approval, tier and access are for operators to decide. An operator who looks through a user's eyes stops that first.");
        }

        var data = new OperationData(call.Data, "is_verified", "is_premium", "is_available", "version");
        var changes = new[]
        {
            ChangeOf(data.Flag("is_verified"), AccountChange.Verify, AccountChange.Unverify),
            ChangeOf(data.Flag("is_premium"), AccountChange.GrantPremium, AccountChange.RevokePremium),
            ChangeOf(data.Flag("is_available"), AccountChange.Reopen, AccountChange.Suspend),
        }.OfType<AccountChange>().ToList();
        var version = data.Version("version");
        if (data.Errors.Count == 0 && changes.Count == 0)
        {
            data.Errors.Add(BatchErrors.Validation.Because("data has nothing to change. Send at least one of is_verified, is_premium, is_available.", "data"));
        }

        if (data.Errors.Count > 0)
        {
            return data.Errors;
        }

        return Guid.TryParse(call.ResourceId, out var userId) ? await ApplyAsync(changes, call.OwnerId, userId, version, cancellationToken) : AdministerUser.NoSuchUser();
    }

    // One that is refused takes those before it back with it: the transaction is the operation's.
    private async Task<Result<JsonObject>> ApplyAsync(List<AccountChange> changes, Guid operatorId, Guid userId, int? version, CancellationToken cancellationToken)
    {
        UserRow? row = null;
        foreach (var change in changes)
        {
            // The first makes another version of it.
            var result = await administer.HandleAsync(change, operatorId, userId, row is null ? version : null, cancellationToken);
            if (!result.IsSuccess)
            {
                return Result<JsonObject>.Failed(result.Errors);
            }

            row = result.Value;
        }

        return new JsonObject
        {
            ["user_id"] = row!.Id,
            ["is_verified"] = row.VerifiedAt is not null,
            ["verified_at"] = row.VerifiedAt,
            ["is_premium"] = row.IsPremium,
            ["is_available"] = row.SuspendedAt is null,
            ["version"] = row.Version,
        };
    }

    private static AccountChange? ChangeOf(bool? flag, AccountChange set, AccountChange unset) => flag switch { true => set, false => unset, null => null };
}
