using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace App.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class LatePrices : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateOnly>(
                name: "actions_from",
                table: "securities",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "actions_not_before",
                table: "securities",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "actions_to",
                table: "securities",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "actions_tries",
                table: "securities",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "figures_source",
                table: "securities",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "head_after",
                table: "securities",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateOnly>(
                name: "head_from",
                table: "securities",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "head_not_before",
                table: "securities",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "is_provisional",
                table: "portfolio_snapshots",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "attempt",
                table: "end_of_days",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "known_at",
                table: "corporate_actions",
                type: "timestamp with time zone",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "actions_from",
                table: "securities");

            migrationBuilder.DropColumn(
                name: "actions_not_before",
                table: "securities");

            migrationBuilder.DropColumn(
                name: "actions_to",
                table: "securities");

            migrationBuilder.DropColumn(
                name: "actions_tries",
                table: "securities");

            migrationBuilder.DropColumn(
                name: "figures_source",
                table: "securities");

            migrationBuilder.DropColumn(
                name: "head_after",
                table: "securities");

            migrationBuilder.DropColumn(
                name: "head_from",
                table: "securities");

            migrationBuilder.DropColumn(
                name: "head_not_before",
                table: "securities");

            migrationBuilder.DropColumn(
                name: "is_provisional",
                table: "portfolio_snapshots");

            migrationBuilder.DropColumn(
                name: "attempt",
                table: "end_of_days");

            migrationBuilder.DropColumn(
                name: "known_at",
                table: "corporate_actions");
        }
    }
}
