using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace App.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class RiskSummaries : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "is_trimmed",
                table: "risk_reports",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "settings_version",
                table: "risk_reports",
                type: "integer",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<string>(
                name: "summary",
                table: "risk_reports",
                type: "text",
                nullable: false,
                defaultValue: """{"figures":{},"sectors":{}}""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "is_trimmed",
                table: "risk_reports");

            migrationBuilder.DropColumn(
                name: "settings_version",
                table: "risk_reports");

            migrationBuilder.DropColumn(
                name: "summary",
                table: "risk_reports");
        }
    }
}
